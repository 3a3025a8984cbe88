"""Rich text without anything that could run, in the form that Wagtail stores.

It comes from editors, from imported pages and from translators' files. All of it passes here, since
all of it is stored: the fields of `core.fields` clean what a row or a revision is about to keep. In
blocks, plain text loses its control characters here, too (see `core.text.stored_text`).
"""

import re
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField

import nh3

from core.text.plain_text import without_controls, without_controls_in

# What Wagtail's editor makes with the features that this site uses, and what translators' files may
# hold within a sentence.
BLOCKS = {"p", "ul", "ol", "li", "blockquote", "hr", "h2", "h3", "h4", "h5", "h6"}
INLINE = {"a", "b", "strong", "i", "em", "u", "s", "del", "sup", "sub", "small", "code", "br"}
MARKED = {"abbr", "bdi", "bdo", "cite", "mark", "q", "span"}
# An image of the library, as Wagtail stores it; it writes the HTML of it itself.
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
# Their content is no text.
DROPPED = {"script", "style", "iframe", "object", "svg", "math", "template", "noscript", "title"}

_VOID = re.compile(r'<(br|hr|embed)((?:\s[\w-]+="[^"]*")*)>')
# The key of a page or a document that a link leads to. Wagtail asks the database for it as it is.
_KEY = re.compile(r"[0-9]{1,9}")
_NOBODY = "0"
_LINK = re.compile(r'<a((?:\s[\w-]+="[^"]*")*)>')
_PICTURE = re.compile(r'<embed((?:\s[\w-]+="[^"]*")*)>')


def sanitised(html: str) -> str:
    """The same text, cleaned; clean text stays as it is. XHTML (`<br/>`), or the editor breaks."""
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
    cleaned = _PICTURE.sub(_of_the_library, _LINK.sub(_with_a_key, cleaned))
    cleaned = _VOID.sub(r"<\1\2/>", cleaned)
    # Last: a reference such as "&#11;" is a character only now.
    return without_controls(cleaned.replace("&nbsp;", "\N{NO-BREAK SPACE}"))


def _kept(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "embedtype" and value != "image":
        return None
    return _NOBODY if attribute == "id" and not _KEY.fullmatch(value) else value


def _with_a_key(link: re.Match[str]) -> str:
    """Wagtail takes for granted that a link to a page says to which."""
    leads_within = ' linktype="' in link[1] and ' id="' not in link[1]
    return f'<a{link[1]} id="{_NOBODY}">' if leads_within else link[0]


def _of_the_library(embedded: re.Match[str]) -> str:
    """Nothing but an image that Wagtail finds by its key stays embedded."""
    is_image = ' embedtype="image"' in embedded[1] and ' id="' in embedded[1]
    return embedded[0] if is_image else ""


def clean_stream(field: StreamField, value: blocks.StreamValue) -> blocks.StreamValue:
    """The value as it is stored; the very same object where it is clean already."""
    raw = field.stream_block.get_prep_value(value)
    cleaned = in_block(field.stream_block, without_controls_in(raw))
    return value if cleaned == raw else field.to_python(cleaned)


def in_block(block: blocks.Block, raw: Any) -> Any:
    """The stored form of a block's value, with all rich text in it cleaned."""
    if isinstance(block, blocks.RichTextBlock):
        return sanitised(raw) if isinstance(raw, str) else raw
    if isinstance(block, blocks.BaseStreamBlock):
        return [_in_child(block, child) for child in raw or []]
    if isinstance(block, blocks.BaseStructBlock) and isinstance(raw, dict):
        return raw | {
            name: in_block(child, raw[name])
            for name, child in block.child_blocks.items()
            if name in raw
        }
    if isinstance(block, blocks.ListBlock):
        return [_in_item(block, item) for item in raw or []]
    if isinstance(block, TypedTableBlock) and isinstance(raw, dict):
        return raw | {"rows": _in_rows(block, raw)}
    return raw


def _in_child(block: blocks.BaseStreamBlock, child: dict[str, Any]) -> dict[str, Any]:
    kind = block.child_blocks.get(child["type"])
    return child if kind is None else child | {"value": in_block(kind, child["value"])}


def _in_item(block: blocks.ListBlock, item: Any) -> Any:
    """Items have ids of their own, but those of an early Wagtail were bare values."""
    if isinstance(item, dict) and "value" in item:
        return item | {"value": in_block(block.child_block, item["value"])}
    return in_block(block.child_block, item)


def _in_rows(block: TypedTableBlock, raw: dict[str, Any]) -> list[dict[str, Any]]:
    kinds = [block.child_blocks.get(column["type"]) for column in raw.get("columns") or []]
    return [
        row
        | {
            "values": [
                value if kind is None else in_block(kind, value)
                for kind, value in zip(kinds, row["values"], strict=False)
            ]
        }
        for row in raw.get("rows") or []
    ]
