"""Images inside rich text: translators get their descriptions, and may replace the image itself.

Stock, an `<embed>` stays in the template of a text, description and all. Here its description is a
string among the text's other strings, in reading order, and the image a value that a translator
may replace, as the address of a link is. Both stand at a place of their own, "body.<block>.'12'"
for the image 12, so that a description is found again whatever becomes of the sentences around it.

An image without a description is for decoration, and the same in every language.
"""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext

from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import quote_path_component
from wagtail_localize.strings import StringValue

from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter

# Stands among the attributes of a description, with the image where a link has its address.
IMAGE = "image"
# Stands in a template in place of a description: which of the strings belongs there.
POSITION = "data-position"
_PLACE = re.compile(r"\.'\d+'$")

Strings = list[tuple[StringValue, dict[str, Any]]]


def extract_strings(stock: Callable[..., Any]) -> Callable[..., Any]:
    """In place of the function that takes rich text apart, where segments are extracted."""

    def extract(html: str | None) -> tuple[str, Strings]:
        template, strings = stock(html)
        return (
            _with_descriptions(template, strings) if "<embed" in template else (template, strings)
        )

    return extract


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


def string_segment(stock: Callable[..., StringSegmentValue]) -> Callable[..., StringSegmentValue]:
    """In place of the class of segments of text, where they are extracted."""

    def make(path: str, string: Any, attrs: dict[str, Any] | None = None) -> StringSegmentValue:
        segment = stock(path, string, attrs=attrs)
        if attrs and IMAGE in attrs:
            segment.path = quote_path_component(attrs[IMAGE]["href"])
        return segment

    return make


def restore_strings(stock: Callable[..., str]) -> Callable[..., str]:
    """In place of the function that puts rich text together."""

    def restore(template: str, strings: Strings) -> str:
        html = stock(template, strings)
        return _described(html, strings) if POSITION in html else html

    return restore


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


def location_of_segment(stock: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """In place of the function that tells the translators' editor what a segment is."""

    def locate(
        source_instance: Any,
        tab_helper: Any,
        content_path: str,
        field_path: str,
        widget: bool = False,  # noqa: FBT001, FBT002
    ) -> dict[str, Any]:
        found = stock(source_instance, tab_helper, content_path, field_path, widget=widget)
        if _PLACE.search(content_path):
            if widget:
                found |= {"subField": gettext("Image"), "widget": {"type": "image_chooser"}}
            else:
                found["subField"] = gettext("Description of the image")
        return found

    return locate
