"""Extends Wagtail's rich text: renders links and images, and keeps passages in another language.

Wagtail's editor drops elements that it does not know: whoever changed a comma took the language
from all passages (`<span lang dir>`) of the text. Here a passage is an entity, as a link is.
Draft.js gives a letter one entity at most, so a link keeps its address, and the passage its
language before and after the link.
"""

from typing import Any
from uuid import UUID

from django.db.models import Model, prefetch_related_objects
from django.utils.html import format_html
from django.utils.translation import get_language

from wagtail.admin.rich_text.converters.contentstate_models import Block, EntityRange
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.images.models import AbstractImage
from wagtail.images.rich_text import ImageEmbedHandler
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from draftjs_exporter.dom import DOM

from core.media.renditions import picture_of
from core.pages import body_prefetch
from core.pages.public_querysets import readable
from core.text.foreign_passages import FEATURE


class LanguageAwareLinkHandler(PageLinkHandler):
    """Links to the page's version in the reader's language; two queries per text.

    Wagtail's own handler makes several queries per link. A page that has no version in the language
    keeps its link to the original, which then names its language.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Returns the opening tags for the links."""
        targets = body_prefetch.get_many(Page, [attrs.get("id") for attrs in attrs_list])
        translations = _translations([page for page in targets if page is not None])
        return [_opening_tag(target, translations) for target in targets]


class PreloadedDocumentLinkHandler(DocumentLinkHandler):
    """As Wagtail's own, using documents that were prefetched.

    A document that is not public keeps its text and loses its link.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Model | None]:
        """As Wagtail's own; None for a document that is missing or not public."""
        found = body_prefetch.get_many(cls.get_model(), [attrs.get("id") for attrs in attrs_list])
        return [item if item is not None and item.is_readable else None for item in found]


class PictureHandler(ImageEmbedHandler):
    """Renders an image as the image block does; a missing one is left out."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Returns the HTML for the images, prefetched together."""
        images = body_prefetch.get_many(cls.get_model(), [attrs.get("id") for attrs in attrs_list])
        prefetch_related_objects([image for image in images if image], "renditions")
        return [
            _figure(image, attrs.get("alt", "")) if image else ""
            for image, attrs in zip(images, attrs_list, strict=True)
        ]


def _figure(image: AbstractImage, alt: str) -> str:
    """Returns the HTML of a figure; `alt` is plain text, already unescaped by Wagtail."""
    picture = picture_of(image)
    return format_html(
        '<figure class="figure"><img src="{}" width="{}" height="{}" alt="{}" '
        'loading="lazy" decoding="async"></figure>',
        picture.url,
        picture.width,
        picture.height,
        alt,
    )


def _translations(targets: list[Page]) -> dict[UUID, Page]:
    language = get_language() or ""
    return body_prefetch.get_or_make(("translations", language), lambda: _fetch(targets, language))


def _fetch(targets: list[Page], language: str) -> dict[UUID, Page]:
    """As `_translations`, with one query; for the links of all pages if they were prefetched."""
    known = body_prefetch.known_pages()
    keys = {page.translation_key for page in (targets if known is None else known)}
    here = readable(Page.objects.filter(translation_key__in=keys, locale__language_code=language))
    return {page.translation_key: page for page in here.select_related("locale")} if keys else {}


def _opening_tag(target: Page | None, translations: dict[UUID, Page]) -> str:
    if target is None:
        return "<a>"
    translation = translations.get(target.translation_key)
    if translation is not None:
        return format_html('<a href="{}">', translation.url)
    return format_html('<a href="{}" hreflang="{}">', target.url, target.locale.language_code)


ENTITY = "PASSAGE"
ATTRIBUTES = ("lang", "dir")


def register_passages(features: FeatureRegistry) -> None:
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
