"""Which addresses belong to a copy, and the file that each has in its folder."""

import re
from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# Of query strings, those that lead to further content; all else is another order or size.
_PAGE, _INCLUDE, _TRANSLATIONS = "page", "include", "translations"
# A single contribution, whose page shows its translation with and without the query string.
_SINGLE = re.compile(r".*/\d+/")
# Beside the section: what its pages show and offer to download.
FILES = ("/static/", "/media/", "/documents/")


@dataclass(frozen=True)
class Address:
    """An address within the site, without host and fragment."""

    path: str
    query: str = ""

    @classmethod
    def of(cls, url: str) -> "Address":
        """The address of a URL; queries of one page are in one order."""
        parts = urlsplit(url)
        query = [(name, value) for name, value in parse_qsl(parts.query) if value]
        # The first page is the page itself.
        query = [pair for pair in query if pair != (_PAGE, "1")]
        if _SINGLE.fullmatch(parts.path):
            query = [pair for pair in query if pair[0] != _TRANSLATIONS]
        return cls(parts.path, urlencode(sorted(query)))

    @property
    def url(self) -> str:
        """Path and query string."""
        return f"{self.path}?{self.query}" if self.query else self.path


class Section:
    """The addresses below the pages at `bases`, one for each language."""

    def __init__(self, bases: list[str], *, with_pdf: bool = True) -> None:
        self.bases = bases
        self.with_pdf = with_pdf

    def has(self, address: Address) -> bool:
        """Whether the copy has the address."""
        if ".." in unquote(address.path).split("/"):
            return False
        if address.path.startswith(FILES):
            return not address.query
        if not any(address.path.startswith(base) for base in self.bases):
            return False
        if address.path.endswith(".pdf") and not self.with_pdf:
            return False
        values = dict(parse_qsl(address.query))
        names = set(values)
        if _PAGE in names and not values[_PAGE].isdecimal():
            return False
        return names <= {_PAGE, _TRANSLATIONS} or names == {_INCLUDE}


def file_of(address: Address) -> str:
    """Path of the file in the folder: `…/index.html`; a query string is part of the name."""
    path = normpath(unquote(address.path)).lstrip("/")
    if address.path.endswith("/"):
        path = f"{path}/index.html"
    if not address.query:
        return path
    suffix = "-".join(part for pair in parse_qsl(address.query) for part in pair)
    stem, _dot, end = path.rpartition(".")
    return f"{stem}-{quote(suffix, safe='')}.{end}"
