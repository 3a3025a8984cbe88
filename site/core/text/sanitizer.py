"""Sanitizes rich text with nh3, in the XHTML form that Wagtail stores.

Rich text comes from editors, from imported pages and from translators' files. The fields of
`core.fields` sanitize what a row or a revision is about to store. In blocks, plain text loses its
control characters, too (see `core.text.control_character_removal`).
"""

import re
from functools import lru_cache
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField

import nh3

from core.text.control_character_removal import without_controls, without_controls_in

# What Wagtail's editor writes with this site's features, and what translators' files may
# contain within a sentence.
BLOCKS = {"p", "ul", "ol", "li", "blockquote", "hr", "h2", "h3", "h4", "h5", "h6"}
INLINE = {"a", "b", "strong", "i", "em", "u", "s", "del", "sup", "sub", "small", "code", "br"}
MARKED = {"abbr", "bdi", "bdo", "cite", "mark", "q", "span"}
# An image of the library, as Wagtail stores it; Wagtail renders its HTML.
PICTURES = {"embed"}
TAGS = BLOCKS | INLINE | MARKED | PICTURES
ATTRIBUTES = {
    "*": {"lang", "dir", "data-block-key"},
    "a": {"href", "linktype", "id", "hreflang"},
    "abbr": {"title"},
    "embed": {"embedtype", "id", "format", "alt"},
    "ol": {"start"},
}
SCHEMES = {"http", "https", "mailto", "tel", "ftp"}
# Elements that are removed with their content.
DROPPED = {"script", "style", "iframe", "object", "svg", "math", "template", "noscript", "title"}

_VOID = re.compile(r'<(br|hr|embed)((?:\s[\w-]+="[^"]*")*)>')
# The id of a linked page or document. Wagtail passes it to the database unchecked.
_KEY = re.compile(r"[0-9]{1,9}")
_NOBODY = "0"
_LINK = re.compile(r'<a((?:\s[\w-]+="[^"]*")*)>')
_PICTURE = re.compile(r'<embed((?:\s[\w-]+="[^"]*")*)>')


@lru_cache(maxsize=256)
def sanitize_html(html: str) -> str:
    """Returns the sanitized text as XHTML (`<br/>`), which the editor needs; clean text is
    unchanged.

    Publishing a page asks for each of its texts several times.
    """
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        clean_content_tags=DROPPED,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    cleaned = _PICTURE.sub(_keep_library_image, _LINK.sub(_ensure_id, cleaned))
    cleaned = _VOID.sub(r"<\1\2/>", cleaned)
    # Last: only now is a reference such as "&#11;" a character.
    return without_controls(cleaned.replace("&nbsp;", "\N{NO-BREAK SPACE}"))


def _kept(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "embedtype" and value != "image":
        return None
    return _NOBODY if attribute == "id" and not _KEY.fullmatch(value) else value


def _ensure_id(link: re.Match[str]) -> str:
    """Adds an id to a link without one: Wagtail assumes that every link to a page has an id."""
    leads_within = ' linktype="' in link[1] and ' id="' not in link[1]
    return f'<a{link[1]} id="{_NOBODY}">' if leads_within else link[0]


def _keep_library_image(embedded: re.Match[str]) -> str:
    is_image = ' embedtype="image"' in embedded[1] and ' id="' in embedded[1]
    return embedded[0] if is_image else ""


def clean_stream(field: StreamField, value: blocks.StreamValue) -> blocks.StreamValue:
    """Returns the value as it is stored; the same object if it is clean already."""
    raw = field.stream_block.get_prep_value(value)
    cleaned = clean_block_value(field.stream_block, without_controls_in(raw))
    return value if cleaned == raw else field.to_python(cleaned)


def clean_block_value(block: blocks.Block, raw: Any) -> Any:
    """Returns a block's stored value with all rich text in it sanitized."""
    if isinstance(block, blocks.RichTextBlock):
        return sanitize_html(raw) if isinstance(raw, str) else raw
    if isinstance(block, blocks.BaseStreamBlock):
        return [_clean_child(block, child) for child in raw or []]
    if isinstance(block, blocks.BaseStructBlock) and isinstance(raw, dict):
        return raw | {
            name: clean_block_value(child, raw[name])
            for name, child in block.child_blocks.items()
            if name in raw
        }
    if isinstance(block, blocks.ListBlock):
        return [_clean_item(block, item) for item in raw or []]
    if isinstance(block, TypedTableBlock) and isinstance(raw, dict):
        return raw | {"rows": _clean_rows(block, raw)}
    return raw


def _clean_child(block: blocks.BaseStreamBlock, child: dict[str, Any]) -> dict[str, Any]:
    kind = block.child_blocks.get(child["type"])
    return child if kind is None else child | {"value": clean_block_value(kind, child["value"])}


def _clean_item(block: blocks.ListBlock, item: Any) -> Any:
    """Items are dicts with an id; in data of early Wagtail versions they are bare values."""
    if isinstance(item, dict) and "value" in item:
        return item | {"value": clean_block_value(block.child_block, item["value"])}
    return clean_block_value(block.child_block, item)


def _clean_rows(block: TypedTableBlock, raw: dict[str, Any]) -> list[dict[str, Any]]:
    kinds = [block.child_blocks.get(column["type"]) for column in raw.get("columns") or []]
    return [
        row
        | {
            "values": [
                value if kind is None else clean_block_value(kind, value)
                for kind, value in zip(kinds, row["values"], strict=False)
            ]
        }
        for row in raw.get("rows") or []
    ]
