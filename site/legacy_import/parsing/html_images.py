"""Names of images in HTML: they are not imported, but reported."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from lxml import etree

from legacy_import.parsing.language_vocabulary import is_printer_link, is_top_link
from legacy_import.parsing.text_comparison import plain

# Smaller images (pixels) were spacers.
SMALLEST = 20
_ORNAMENT = re.compile(
    r"(?:^|[_.-])(?:spacer|blank|clear|transparent|pixel|dot|bullet|arrow|line|up|top|print|logo)"
    r"(?:[_.\d-]|$)",
    re.I,
)


def picture_name(element: etree._Element) -> str:
    """Returns alternative text and file name; empty for images without meaning."""
    described = plain(element.get("alt", ""))
    path = PurePosixPath(_path(element.get("src", "")))
    around = element.getparent()
    said = plain("".join(around.itertext())) if around is not None and around.tag == "a" else ""
    if any(is_top_link(text) or is_printer_link(text) for text in (described, said)):
        return ""
    is_ornament = _is_small(element) or _ORNAMENT.search(path.stem) is not None
    if not described and (is_ornament or not path.name):
        return ""
    return f"{described} ({path.name})" if described and path.name else described or path.name


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _is_small(element: etree._Element) -> bool:
    sizes = [element.get(name, "") for name in ("width", "height")]
    return any(size.isdecimal() and int(size) <= SMALLEST for size in sizes)
