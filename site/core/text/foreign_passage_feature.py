"""Feature of Wagtail's rich text editor that keeps passages in another language.

The editor drops elements that it does not know: whoever changed a comma took the language from all
passages (`<span lang dir>`) of the text. Here a passage is an entity, as a link is. Draft.js gives
a letter one entity at most, so a link keeps its address, and the passage its language before and
after the link.
"""

from typing import Any

from wagtail.admin.rich_text.converters.contentstate_models import Block, EntityRange
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from draftjs_exporter.dom import DOM

from core.text.foreign_passages import FEATURE

ENTITY = "PASSAGE"
ATTRIBUTES = ("lang", "dir")


def register(features: FeatureRegistry) -> None:
    """Registers the feature; it has no button."""
    data = {"type": ENTITY, "attributes": list(ATTRIBUTES)}
    features.register_editor_plugin(
        "draftail", FEATURE, EntityFeature(data, js=["core/passages.js"])
    )
    handler = PassageElementHandler(ENTITY)
    rule = {
        "from_database_format": {f"span[{name}]": handler for name in ATTRIBUTES},
        "to_database_format": {"entity_decorators": {ENTITY: _passage}},
    }
    features.register_converter_rule("contentstate", FEATURE, rule)
    features.default_features.append(FEATURE)


class PassageElementHandler(InlineEntityElementHandler):
    """Makes an entity of a passage, but of none within a link or another passage."""

    mutability = "MUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        """Returns language and direction."""
        return {name: attrs[name] for name in ATTRIBUTES if attrs.get(name)}

    def handle_starttag(self, name: str, attrs: Any, state: Any, contentstate: Any) -> None:
        """As Wagtail's own, where no entity is open."""
        is_free = not state.current_entity_ranges
        state.passages = [*getattr(state, "passages", []), is_free]
        if is_free:
            super().handle_starttag(name, attrs, state, contentstate)

    def handle_endtag(self, name: str, state: Any, contentstate: Any) -> None:
        """As Wagtail's own; leaves out the links within."""
        *state.passages, is_free = state.passages
        if is_free:
            own = state.current_entity_ranges[-1]
            super().handle_endtag(name, state, contentstate)
            _leave_out_links(state.current_block, own)


def _leave_out_links(block: Block, own: EntityRange) -> None:
    """Divides the range of a passage where links stand within it."""
    links = [each for each in block.entity_ranges if each is not own and each.offset >= own.offset]
    if not links:
        return
    block.entity_ranges.remove(own)
    place, end = own.offset, own.offset + own.length
    for start, after in [*((link.offset, link.offset + link.length) for link in links), (end, end)]:
        if start > place:
            part = EntityRange(own.key)
            part.offset, part.length = place, start - place
            block.entity_ranges.append(part)
        place = after
    # The converter back to HTML takes them as they come.
    block.entity_ranges.sort(key=lambda each: each.offset)


def _passage(properties: dict[str, Any]) -> Any:
    said = {name: properties[name] for name in ATTRIBUTES if properties.get(name)}
    return DOM.create_element("span", said, properties["children"])
