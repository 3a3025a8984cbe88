"""Cuts a long HTML document into slices that are laid out one by one.

The cuts are marked where the document is assembled. Imported by the processes that render; it
must not import Django.
"""

import re
from collections.abc import Iterator, Mapping

# Stands between the children of `<main>` where a slice may begin.
MARK = "<!--slice-->"
# Characters of text and tags.
SLICE_SIZE = 80_000
SHEET_SIZE = 4_500
IMAGE = re.compile(r"data:image/[^\"']*")
BODY = re.compile(r"<body\b[^>]*>")
MAIN = re.compile(r"<main\b[^>]*>")
END = "</main></body></html>"
ID = re.compile(r"\sid=\"([^\"]+)\"")


def is_long(html: str, size: int = SLICE_SIZE) -> bool:
    """Whether the document may be split, and has three slices or more."""
    return MARK in html and _weight(html) >= 3 * size


def split(html: str, size: int = SLICE_SIZE) -> list[str]:
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

    def __init__(self, slices: list[str]) -> None:
        self._of_sheet: float = SHEET_SIZE
        self._lengths = list(map(_weight, slices))
        self._anchors = list(map(_anchors, slices))

    def sheets(self, known: Mapping[int, int]) -> list[int]:
        """Returns the number of sheets of each slice; `known` are those laid out, by index."""
        length = sum(self._lengths[index] for index in known)
        self._of_sheet = length / sum(known.values()) if known else SHEET_SIZE
        return [
            known.get(index) or round(length / self._of_sheet) or 1
            for index, length in enumerate(self._lengths)
        ]

    def anchors(self, index: int) -> dict[str, int]:
        """Returns id → sheet within the slice, both counted from 0."""
        return {anchor: int(at / self._of_sheet) for anchor, at in self._anchors[index].items()}


def _anchors(document: str) -> dict[str, int]:
    """Id → number of characters before it."""
    start = document.find("</head>")
    return {found[1]: found.start() - start for found in ID.finditer(document, start)}


def most_linked_last(slices: list[str]) -> list[int]:
    """Returns the indexes of the slices: first those that link to no others, the first one last."""
    return sorted(
        range(len(slices)), key=lambda index: (index == 0, slices[index].count('href="#'))
    )
