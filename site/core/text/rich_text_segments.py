"""Converts rich text to wagtail-localize segments, including image descriptions.

Used by `core.fields.RichTextField` and `core.blocks.RichTextBlock`. In stock wagtail-localize an
`<embed>` stays in the template with its description (wagtail-localize issue 808). Here its
description is a string among the other strings, in reading order, and the image is an overridable
value, as the URL of a link is. Both have the path "body.<block>.'12'" for the image 12, so that a
description is found again when sentences around it change.

An image without a description is decorative, and the same in every language.

A passage in another language (`<span lang>`) is an inline code of its sentence, as a link is. A
translator who keeps its words keeps its language; where they are translated, its mark goes.
"""

from copy import deepcopy
from typing import Any

from wagtail_localize.segments import (
    OverridableSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import quote_path_component
from wagtail_localize.segments.ingest import organise_template_segments
from wagtail_localize.strings import StringValue, extract_strings, restore_strings

from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter

from core.text.foreign_passages import from_html, passages_html, words_of, words_of_passages

# Key among the attributes of a description: the image, as `href` for a link.
IMAGE = "image"
# Attribute in a template in place of a description: the index of its string.
POSITION = "data-position"
# Attribute of a passage in another language while it is taken apart.
PASSAGE = "data-passage"

Strings = list[tuple[StringValue, dict[str, Any]]]


def segments_of(html: str) -> list[Any]:
    """Returns the segment values of a rich text: its template, strings and overridables."""
    template, strings = take_apart(html)
    hrefs = {tag["href"] for _s, attrs in strings for tag in attrs.values() if "href" in tag}
    return [
        TemplateSegmentValue("", "html", template, len(strings)),
        *(_string_segment(string, attrs) for string, attrs in strings),
        *(OverridableSegmentValue(quote_path_component(href), href) for href in sorted(hrefs)),
    ]


def html_of(segments: list[Any], original: str) -> str:
    """Returns the rich text made from `segments`, translated or not, of the `original`'s."""
    _format, template, strings = organise_template_segments(segments)
    return put_together(template, strings, words_of_passages(original))


def text_segment(path: str, text: str) -> StringSegmentValue:
    """Returns the segment of a plain text with passages (`core.text.foreign_passages`)."""
    html = passages_html(text)
    if "<span " not in html:
        return StringSegmentValue(path, text)
    string, attrs = StringValue.from_source_html(_passages_as_links(html.replace("\n", "<br/>")))
    return StringSegmentValue(path, string, attrs=attrs)


def text_of(segment: StringSegmentValue, original: str) -> str:
    """Returns the plain text made from a segment of the `original`, translated or not."""
    html = passages_html(original)
    if not segment.attrs or "<span " not in html:
        return str(segment.render_text())
    translated = segment.string.render_html(deepcopy(segment.attrs))
    return from_html(_links_as_passages(translated, words_of_passages(html)))


def take_apart(html: str) -> tuple[str, Strings]:
    """Returns (template, strings), the strings including image descriptions."""
    template, strings = extract_strings(_passages_as_links(html))
    return _with_descriptions(template, strings) if "<embed" in template else (template, strings)


def put_together(template: str, strings: Strings, passages: set[str]) -> str:
    """Returns the HTML; the reverse of `take_apart`. `passages` are the words that stay marked."""
    html = restore_strings(template, strings)
    html = _described(html, strings) if POSITION in html else html
    return _links_as_passages(html, passages)


def _passages_as_links(html: str) -> str:
    """wagtail-localize keeps the attributes of links only, and refuses those of other elements."""
    if "<span " not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for passage in soup.find_all(lambda tag: tag.name == "span" and tag.attrs):
        passage.name, passage[PASSAGE] = "a", "true"
    return soup.decode(formatter=_QUOTED)


def _links_as_passages(html: str, passages: set[str]) -> str:
    if PASSAGE not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a", attrs={PASSAGE: True}):
        del link[PASSAGE]
        link.name = "span"
        if words_of(link) not in passages:
            link.unwrap()
    return soup.decode(formatter=_QUOTED)


def _with_descriptions(template: str, texts: Strings) -> tuple[str, Strings]:
    soup = BeautifulSoup(template, "html.parser")
    strings: Strings = []
    for element in soup.find_all(["text", "embed"]):
        if element.name == "text":
            found = texts[int(str(element["position"]))]
            element["position"] = str(len(strings))
        elif _is_described(element):
            found = (StringValue.from_plaintext(element["alt"]), {IMAGE: {"href": element["id"]}})
            element["alt"], element[POSITION] = "", str(len(strings))
        else:
            continue
        strings.append(found)
    return str(soup), strings


def _is_described(embed: Any) -> bool:
    return (
        embed.get("embedtype") == "image"
        and str(embed.get("id", "")).isdigit()
        and bool(embed.get("alt", "").strip())
    )


def _string_segment(string: Any, attrs: dict[str, Any]) -> StringSegmentValue:
    path = quote_path_component(attrs[IMAGE]["href"]) if IMAGE in attrs else ""
    return StringSegmentValue(path, string, attrs=attrs)


def _described(html: str, strings: Strings) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for embed in soup.find_all("embed", attrs={POSITION: True}):
        string, attrs = strings[int(str(embed.attrs.pop(POSITION)))]
        embed["alt"] = string.render_text().replace("\n", " ")
        image = str(attrs[IMAGE]["href"])
        if image.isdigit():  # else the override is invalid
            embed["id"] = image
    return soup.decode(formatter=_QUOTED)


class _Quoted(HTMLFormatter):
    """Writes every attribute in double quotes, as Wagtail's rich text requires."""

    def attribute_value(self, value: str) -> str:
        return str(super().attribute_value(value)).replace('"', "&quot;")


_QUOTED = _Quoted(entity_substitution=EntitySubstitution.substitute_xml)
