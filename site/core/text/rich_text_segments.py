"""Rich text as wagtail-localize's segments, with the descriptions of its images.

`core.fields.RichTextField` and `core.blocks.RichTextBlock` hand these segments out. Stock, an
`<embed>` stays in the template of a text, description and all (wagtail-localize issue 808). Here
its description is a string among the text's other strings, in reading order, and the image a value
that a translator may replace, as the address of a link is. Both stand at a place of their own,
"body.<block>.'12'" for the image 12, so that a description is found again whatever becomes of the
sentences around it.

An image without a description is for decoration, and the same in every language.
"""

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

# Stands among the attributes of a description, with the image where a link has its address.
IMAGE = "image"
# Stands in a template in place of a description: which of the strings belongs there.
POSITION = "data-position"

Strings = list[tuple[StringValue, dict[str, Any]]]


def segments_of(html: str) -> list[Any]:
    """The segment values of one rich text: its template, its strings, and what can be replaced."""
    template, strings = take_apart(html)
    hrefs = {tag["href"] for _s, attrs in strings for tag in attrs.values() if "href" in tag}
    return [
        TemplateSegmentValue("", "html", template, len(strings)),
        *(_string_segment(string, attrs) for string, attrs in strings),
        *(OverridableSegmentValue(quote_path_component(href), href) for href in sorted(hrefs)),
    ]


def html_of(segments: list[Any]) -> str:
    """The rich text that `segments`, translated or not, make together."""
    _format, template, strings = organise_template_segments(segments)
    return put_together(template, strings)


def take_apart(html: str) -> tuple[str, Strings]:
    """Template and strings, among them the descriptions of images."""
    template, strings = extract_strings(html)
    return _with_descriptions(template, strings) if "<embed" in template else (template, strings)


def put_together(template: str, strings: Strings) -> str:
    """The reverse of `take_apart`."""
    html = restore_strings(template, strings)
    return _described(html, strings) if POSITION in html else html


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
        if image.isdigit():  # else a replacement that is none
            embed["id"] = image
    return soup.decode(formatter=_QUOTED)


class _Quoted(HTMLFormatter):
    """Every attribute in double quotes: Wagtail's rich text knows no others."""

    def attribute_value(self, value: str) -> str:
        return str(super().attribute_value(value)).replace('"', "&quot;")


_QUOTED = _Quoted(entity_substitution=EntitySubstitution.substitute_xml)
