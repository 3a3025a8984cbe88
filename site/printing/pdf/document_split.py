"""Cuts a long HTML document into parts that are laid out one by one.

The places are marked where the document is assembled. Imported by the processes that render; it
must not import Django.
"""

import re
from collections.abc import Iterator, Mapping

# Stands between the children of `<main>` where a part may begin.
MARK = "<!--part-->"
# Characters of text and tags.
PART_SIZE = 80_000
SHEET_SIZE = 4_500
IMAGE = re.compile(r"data:image/[^\"']*")
BODY = re.compile(r"<body\b[^>]*>")
MAIN = re.compile(r"<main\b[^>]*>")
END = "</main></body></html>"
ID = re.compile(r"\sid=\"([^\"]+)\"")


def is_long(html: str, size: int = PART_SIZE) -> bool:
    """Whether the document may be split, and has three parts or more."""
    return MARK in html and _weight(html) >= 3 * size


def split(html: str, size: int = PART_SIZE) -> list[str]:
    """Returns complete documents of about `size` characters; a short one stays as it is."""
    first, *others = html.split(MARK)
    head, _end, start = first.partition("</head>")
    body, main = BODY.search(start), MAIN.search(start)
    if not is_long(html, size) or not body or not main:
        return [html]
    opening = f"{head}</head>{body[0]}{main[0]}"
    # All of the same size, rather than a small one at the end.
    weight = _weight(html)
    chunks = list(_grouped([start, *others], weight / round(weight / size)))
    documents = [f"{opening}{chunk}{END}" for chunk in chunks]
    documents[0] = f"{head}</head>{chunks[0]}{END}"
    documents[-1] = documents[-1].removesuffix(END)
    return documents


def _weight(html: str) -> int:
    """Characters of its body, images left out."""
    return len(IMAGE.sub("", html)) - html.find("</head>")


def _grouped(chunks: list[str], size: float) -> Iterator[str]:
    """Joins chunks until they have the size."""
    group, weight = "", 0
    for chunk in chunks:
        own = _weight(chunk)
        if group and weight + own / 2 > size:
            yield group
            group, weight = "", 0
        group += chunk
        weight += own
    yield group


class Estimates:
    """Guesses, from the text, on which sheets ids will stand."""

    def __init__(self, parts: list[str]) -> None:
        self._of_sheet: float = SHEET_SIZE
        self._lengths = [_weight(part) for part in parts]
        self._places = [_places(part) for part in parts]

    @property
    def ids(self) -> set[str]:
        """All ids."""
        return set().union(*self._places)

    def sheets(self, known: Mapping[int, int]) -> list[int]:
        """Returns the number of sheets of each part, from those that are known by their places."""
        length = sum(self._lengths[part] for part in known)
        self._of_sheet = length / sum(known.values()) if known else SHEET_SIZE
        return [
            known.get(part) or round(length / self._of_sheet) or 1
            for part, length in enumerate(self._lengths)
        ]

    def places(self, part: int) -> dict[str, int]:
        """Returns the sheets of the ids within the part, from 0."""
        return {place: int(at / self._of_sheet) for place, at in self._places[part].items()}


def _places(part: str) -> dict[str, int]:
    start = part.find("</head>")
    return {found[1]: found.start() - start for found in ID.finditer(part, start)}


def most_linked_last(parts: list[str]) -> list[int]:
    """Returns the places of the parts: first those that link to no others, the first one last."""
    return sorted(range(len(parts)), key=lambda place: (place == 0, parts[place].count('href="#')))
