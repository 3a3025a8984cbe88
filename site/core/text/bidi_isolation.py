"""Isolates runs of the other writing direction: a symbol such as 2009-004 within Arabic text.

Without isolation, the Unicode Bidirectional Algorithm shows "2009-004" as "004-2009" after an
Arabic letter, and two symbols with a comma between them in the wrong order. HTML gets `<bdi>`
elements, plain text the isolate characters of Unicode.

HTML is read as whole documents, so that no template and no message needs elements of its own:
pages (`core.languages.bidi_middleware`), the admin, printed sheets and PDFs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import get_language_info

RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
# Characters that stand for an element's tag and for a reference such as "&amp;" in a text.
TAG, REFERENCE = "\ue000", "\ue001"
FIRST, RTL_FIRST, LAST = "\u2066", "\u2067", "\u2069"
# What is isolated already: what begins with one of the isolate characters, up to the last one.
_ISOLATED = f"[{FIRST}-\u2068][^{LAST}\n]*{LAST}"
# What may contain a run within right-to-left text; bars and dashes between spaces separate.
_FOREIGN = re.compile(rf"{_ISOLATED}|(?:(?!\s[|–—•·←→]\s|;\s)[^{RTL}\n{FIRST}-{LAST}])+")
_START = re.compile(rf"(?:(?<![^\s(«“{TAG}])[/@]|[#+](?=\d))?[^\W_]")
_END = re.compile(r"[^\W_](?=[\W_]*$)")
_LEADING_NUMBERS = re.compile(rf"(?:\d[\d.,:%–-]*[\s{TAG}]+)+(?=[^\W\d_])")
_TRAILING_NUMBERS = re.compile(rf"[\s{TAG}]+\d[\d.,:–\s-]*$")
_LETTER = re.compile(r"[^\W\d_]")
# Numbers that the algorithm would turn round; a short range ("3-14") is read from the right.
_JOINED_NUMBER = re.compile(r"^[#+]\d|\d[-\u2010\u2011]\d")
_SHORT_RANGE = re.compile(r"^\d{1,2}-\d{1,2}$")
_RTL_LETTER = "\u05d0-\u05f2\u0620-\u064a\u066e-\u06d3\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL_LETTER_ANYWHERE = re.compile(f"[{_RTL_LETTER}]")
_RTL_RUN = re.compile(rf"{_ISOLATED}|[{_RTL_LETTER}](?:[{RTL}\s\d.,:/()«»“”\"'–-]*[{RTL}\d])?")
_SCHEME = re.compile(r"://…?")
_PAIRS = {"(": ")", "[": "]"}
Run = tuple[int, int]


def is_right_to_left(language: str) -> bool:
    """Returns whether the language with this code is written from right to left."""
    try:
        return bool(get_language_info(language)["bidi"])
    except KeyError:
        return False


def direction_of(language: str) -> str:
    """Returns "rtl" or "ltr", as of HTML's `dir`; "ltr" for a code that Django does not know."""
    return "rtl" if is_right_to_left(language) else "ltr"


def isolate(text: str, language: str) -> str:
    """Returns plain text in `language` with every run of the other direction isolated.

    For what knows no elements: calendars, feeds, mails. A run that is a whole line needs nothing;
    mail programs would take the character after an address for a part of it.
    """
    if not _RTL_LETTER_ANYWHERE.search(text):
        return text
    right_to_left = is_right_to_left(language)
    first = FIRST if right_to_left else RTL_FIRST
    parts, end = [], 0
    for start, stop in runs(text, right_to_left=right_to_left):
        if text[:start][-1:] in ("", "\n") and text[stop : stop + 1] in ("", "\n"):
            continue
        parts += [text[end:start], first, text[start:stop], LAST]
        end = stop
    return "".join([*parts, text[end:]])


def runs(text: str, *, right_to_left: bool) -> Iterator[Run]:
    """Yields start and end of the runs of the other direction within text of one direction.

    What stands between isolate characters already is none.
    """
    if not right_to_left:
        for found in _RTL_RUN.finditer(text):
            if not FIRST <= found[0][0] <= "\u2068":
                yield found.start(), found.end() + _closing(found[0], text[found.end() :][:1])
        return
    for candidate in _FOREIGN.finditer(text):
        run = _trimmed(text, *candidate.span())
        if run and _is_turned_round(text[slice(*run)]):
            yield run


def _trimmed(text: str, start: int, end: int) -> Run | None:
    """The run without punctuation of the text around it, or None where there is none.

    A number before it, and one after it that a word of the text follows, belong to the text.
    """
    first = _START.search(text, start, end)
    if first is None or text[start] in f"{FIRST}{RTL_FIRST}\u2068":
        return None
    start = first.start()
    numbers = _LEADING_NUMBERS.match(text, start, end)
    start = numbers.end() if numbers else start
    part = text[start:end]
    last = _END.search(part)
    if last is None:
        return None
    part = part[: last.end()]
    if text[end:].strip() and not text[start + len(part) : end].strip(f" \n{TAG}"):
        part = _TRAILING_NUMBERS.sub("", part) or part
    return start, start + len(part) + _closing(part, text[start + len(part) : end])


def _closing(run: str, after: str) -> int:
    """The length of what belongs to the end of the run: "/" of an address, a bracket."""
    pattern = _SCHEME.match(after)  # "https://…", which stands for any address.
    if pattern:
        return pattern.end()
    count = len(after) - len(after.lstrip("/")) if "/" in run else 0
    for opening, closing in _PAIRS.items():
        if run.count(opening) > run.count(closing) and after[count : count + 1] == closing:
            count += 1
    return count


def _is_turned_round(run: str) -> bool:
    """Whether the run has letters, or is a number that would be shown in the wrong order."""
    plain = run.replace(TAG, "").replace(REFERENCE, "")
    if _LETTER.search(plain):
        return True
    return bool(_JOINED_NUMBER.search(plain)) and not _SHORT_RANGE.match(plain)


# Hebrew and Arabic in UTF-8: none of these bytes occurs in other scripts.
_HAS_RTL = re.compile(rb"[\xd6-\xdf]|\xe0[\xa0-\xa3]|\xef[\xac-\xb7\xb9-\xbb]")
# What none of them begins with. To leave these out takes a tenth of the time of a search.
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
        return f"{FIRST if around == 'rtl' else RTL_FIRST}{run}{LAST}"
    return f'<bdi dir="{"ltr" if around == "rtl" else "rtl"}">{run}</bdi>'


def _is_balanced(run: str) -> bool:
    depth = 0
    for part in _PARTS.finditer(run):
        if part["name"] and part["name"].lower() not in _VOID:
            depth += -1 if part["close"] else 1
            if depth < 0:
                return False
    return depth == 0
