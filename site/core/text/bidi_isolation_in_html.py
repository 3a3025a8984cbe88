"""Isolates runs of the other writing direction in HTML, in `<bdi>` elements.

HTML is read as whole documents, so that no template and no message needs elements of its own:
pages (`core.languages.bidi_middleware`), the admin, printed sheets and PDFs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.text.bidi_isolation import (
    FIRST,
    LAST,
    REFERENCE,
    RTL,
    RTL_FIRST,
    TAG,
    isolate_within_rtl,
    runs,
)

# Hebrew and Arabic in UTF-8: none of these bytes occurs in other scripts.
_HAS_RTL = re.compile(rb"[\xd6-\xdf]|\xe0[\xa0-\xa3]|\xef[\xac-\xb7\xb9-\xbb]")
# Bytes that begin no such letter: removing them takes a tenth of the time of a search.
_OF_OTHERS = bytes(set(range(256)) - {*range(0xD6, 0xE1), 0xEF})
# Contents that are no text of the page, or are no place for elements.
_WHOLE = "script|style|textarea|svg|math|template|noscript|iframe|select"
_PARTS = re.compile(
    rf"<!--.*?-->|<!doctype[^>]*>|<({_WHOLE})\b(?:\"[^\"]*\"|'[^']*'|[^'\">])*>.*?</\1\s*>"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^'\">])*)>"
    r"|(?P<reference>&#?\w+;)",
    re.DOTALL | re.IGNORECASE,
)
# Elements before which a page from left to right may be cut: each ends the text before it.
_CUTS = re.compile(
    rf"<(?:!--.*?-->|({_WHOLE})\b.*?</\1\s*>|(?P<cut>div|dd|dt|h[1-6]|li|p|section|td|tr|ul)\b)",
    re.DOTALL,
)
_DIR = re.compile(r"\sdir=[\"']?(rtl|ltr|auto)", re.IGNORECASE)
# Elements that a run may cross; every other one ends the text before it.
_INLINE = {
    "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
_NO_ELEMENTS = {"title"}
_ANY_RTL = re.compile(f"[{RTL}]")
_ROOT = re.compile("<html[^>]*>")
# Outside of tags, or in a tag that says so; a title of an element needs no element.
_IN_TEXT = re.compile(rf"(?:^|>)[^<]*[{RTL}]|\sdir=[\"']?rtl", re.IGNORECASE)
_TEXT = re.compile(rf"[{TAG}{REFERENCE}]")


def concerns(content: bytes) -> bool:
    """Returns whether the encoded document has letters that are written from right to left."""
    return bool(content.translate(None, _OF_OTHERS)) and _HAS_RTL.search(content) is not None


def isolate_in_html(html: str) -> str:
    """Returns the HTML with every run of the other direction in a `<bdi>`.

    The direction is that of the nearest element with a `dir`; text without any is left as it is.
    What stands in an element of its own direction is isolated already. Doing it twice changes
    nothing.
    """
    if not _ANY_RTL.search(html) or not _IN_TEXT.search(html):
        return html
    if not _is_left_to_right(html):
        return _isolated(html, _Document())
    # A screen of the admin has a name of a language or two: the rest need not be read.
    return "".join(
        _isolated(part, _Document(open=[("html", "ltr")])) if _ANY_RTL.search(part) else part
        for part in _cut(html)
    )


def _is_left_to_right(html: str) -> bool:
    """Whether the document says so itself, and nothing in it says otherwise."""
    root = _ROOT.search(html)
    is_ltr = root is not None and ' dir="ltr"' in root[0]
    return is_ltr and html.count("dir=") == html.count(' dir="ltr"')


def _cut(html: str) -> Iterator[str]:
    start = 0
    for found in _CUTS.finditer(html):
        if found["cut"]:
            yield html[start : found.start()]
            start = found.start()
    yield html[start:]


def _isolated(html: str, document: "_Document") -> str:
    end = 0
    for part in _PARTS.finditer(html):
        document.text.append(html[end : part.start()])
        document.take(part)
        end = part.end()
    document.text.append(html[end:])
    document.flush()
    return "".join(document.done)


@dataclass
class _Document:
    """A document that is read from start to end, tag by tag.

    A *boundary* is a tag that ends the text before it; a run does not cross one. Other tags and
    references are *held*: a placeholder stands for each in `text` until the next boundary.
    """

    done: list[str] = field(default_factory=list)
    """Finished parts of the result."""
    text: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    """The tags and references that have a placeholder in `text`."""
    open: list[tuple[str, str]] = field(default_factory=list)
    """Name and direction of each open element."""

    def take(self, part: re.Match[str]) -> None:
        """Adds a tag, a comment or a reference."""
        if part["reference"]:
            self._hold(REFERENCE, part[0])
            return
        if not part["name"]:
            self._boundary(part[0])
            return
        name = part["name"].lower()
        if part["close"]:
            self._close(name, part[0])
        else:
            self._open(name, part[0], part["attributes"])

    def _open(self, name: str, tag: str, attributes: str) -> None:
        stated = _DIR.search(attributes)
        if name in _INLINE and not stated:
            self._hold(TAG, tag)
            if name not in _VOID:
                self.open.append((name, self._direction()))
            return
        self._boundary(tag)
        if name not in _VOID and not attributes.endswith("/"):
            own = stated[1].lower() if stated else "" if name == "bdi" else self._direction()
            self.open.append((name, own))

    def _close(self, name: str, tag: str) -> None:
        last = self._last(name)
        if last < 0:
            self._boundary(tag)
            return
        above = self.open[last - 1][1] if last else ""
        if name in _INLINE and self.open[last][1] == above:
            self._hold(TAG, tag)
        else:
            self._boundary(tag)
        del self.open[last:]

    def _last(self, name: str) -> int:
        """The place of the innermost open element of this name, nearly always the last; or -1."""
        last = len(self.open) - 1
        while last >= 0 and self.open[last][0] != name:
            last -= 1
        return last

    def _direction(self) -> str:
        return self.open[-1][1] if self.open else ""

    def _hold(self, placeholder: str, markup: str) -> None:
        self.text.append(placeholder)
        self.held.append(markup)

    def _boundary(self, markup: str) -> None:
        self.flush()
        self.done.append(markup)

    def flush(self) -> None:
        """Finishes the text since the last boundary."""
        text, held = "".join(self.text), self.held
        self.text, self.held = [], []
        own, inside = self._direction(), self.open[-1][0] if self.open else ""
        end = 0
        if own == "rtl" or (own == "ltr" and not text.isascii()):
            for start, stop in runs(text, right_to_left=own == "rtl"):
                start, stop = _with_its_tags(text, held, start, stop)
                before, run = _restored(text, held, end, start), _restored(text, held, start, stop)
                self.done += [before, _wrapped(run, own, inside)]
                end = stop
        self.done.append(_restored(text, held, end, len(text)))


def _restored(text: str, held: list[str], start: int, end: int) -> str:
    if not held:
        return text[start:end]
    following = iter(held[len(_TEXT.findall(text, 0, start)) :])
    return _TEXT.sub(lambda _: next(following), text[start:end])


def _with_its_tags(text: str, held: list[str], start: int, stop: int) -> tuple[int, int]:
    """Returns the run's bounds, widened by tags at its ends where only so each element is whole."""
    first = len(text[:start].rstrip(TAG))
    last = len(text) - len(text[stop:].lstrip(TAG))
    for span in ((start, stop), (first, stop), (start, last), (first, last)):
        if _is_balanced(_restored(text, held, *span)):
            return span
    return start, stop


def _wrapped(run: str, around: str, inside: str) -> str:
    """Returns the run in a `<bdi>`, or between isolate characters where no element can stand."""
    if inside in _NO_ELEMENTS or not _is_balanced(run):
        own = f"{FIRST}{run}" if around == "rtl" else f"{RTL_FIRST}{isolate_within_rtl(run)}"
        return f"{own}{LAST}"
    if around == "rtl":
        return f'<bdi dir="ltr">{run}</bdi>'
    # Symbols within it would be turned round.
    return f'<bdi dir="rtl">{_isolated(run, _Document(open=[("bdi", "rtl")]))}</bdi>'


def _is_balanced(run: str) -> bool:
    depth = 0
    for part in _PARTS.finditer(run):
        if part["name"] and part["name"].lower() not in _VOID:
            depth += -1 if part["close"] else 1
            if depth < 0:
                return False
    return depth == 0
