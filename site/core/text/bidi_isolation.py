"""Isolates runs of the other writing direction: a symbol such as 2009-004 within Arabic text.

Without isolation, the Unicode Bidirectional Algorithm shows "2009-004" as "004-2009" after an
Arabic letter, and two symbols with a comma between them in the wrong order. HTML gets `<bdi>`
elements (`core.text.bidi_isolation_in_html`), plain text the isolate characters of Unicode.
"""

import re
from collections.abc import Iterator

from django.utils.translation import get_language_info

RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
# Characters that stand for an element's tag and for a reference such as "&amp;" in a text.
TAG, REFERENCE = "\ue000", "\ue001"
FIRST, RTL_FIRST, LAST = "\u2066", "\u2067", "\u2069"
# What is isolated already: from one of the isolate characters up to its last one. Others may stand
# within it.
_INNERMOST = f"[{FIRST}-\u2068][^{FIRST}-{LAST}\n]*{LAST}"
_ISOLATED = f"[{FIRST}-\u2068](?:[^{FIRST}-{LAST}\n]|{_INNERMOST})*{LAST}"
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
_PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”"}
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
    return _isolated(text, right_to_left=is_right_to_left(language))


def isolate_within_rtl(run: str) -> str:
    """Returns a run from right to left with the symbols in it isolated in turn."""
    return _isolated(run, right_to_left=True)


def _isolated(text: str, *, right_to_left: bool) -> str:
    parts, end = [], 0
    for start, stop in runs(text, right_to_left=right_to_left):
        if text[:start][-1:] in ("", "\n") and text[stop : stop + 1] in ("", "\n"):
            continue
        run = text[start:stop]
        own = f"{FIRST}{run}" if right_to_left else f"{RTL_FIRST}{isolate_within_rtl(run)}"
        parts += [text[end:start], own, LAST]
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
        start, end = candidate.span()
        while run := _trimmed(text, start, end):
            start = _unclosed(text, *run)
            run = (run[0], run[0] + len(text[run[0] : start].rstrip(f" {TAG}")))
            if _is_turned_round(text[slice(*run)]):
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
    following = text[end:].replace(TAG, "").strip()
    # "Session 2" is an element's whole text, whatever follows the element.
    is_element = text[:start].endswith(TAG) and text.startswith(TAG, start + len(part))
    if following and not is_element and not text[start + len(part) : end].strip(f" \n{TAG}"):
        part = _TRAILING_NUMBERS.sub("", part) or part
    stop = start + len(part) + _closing(part, text[start + len(part) : end])
    return start - _opening(text[:start], text[start:stop]), stop


def _unclosed(text: str, start: int, end: int) -> int:
    """Where a bracket or quotation mark opens in the run that is closed after it, as in "note.pdf
    (2 ميغابايت)": it belongs to the text around; or the run's end.
    """
    depth: list[tuple[str, int]] = []
    for place in range(start + 1, end):
        if text[place] in _PAIRS:
            depth.append((_PAIRS[text[place]], place))
        elif depth and text[place] == depth[-1][0]:
            depth.pop()
    return depth[0][1] if depth else end


def _opening(before: str, run: str) -> int:
    """The length of what belongs to the start of the run: the bracket or quotation mark of one
    that is closed within it.
    """
    for opening, closing in _PAIRS.items():
        if before.endswith(opening) and run.count(closing) > run.count(opening):
            return 1
    return 0


def _closing(run: str, after: str) -> int:
    """The length of what belongs to the end of the run: "/" of an address, a bracket, a quotation
    mark.
    """
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
