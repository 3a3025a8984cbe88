"""Checks: typography of French, Spanish and Arabic, and white space."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.plain_text import HARD_SPACE, NARROW_SPACE, base_language, quoted
from translation.checks.problems import Problem, Text, warning

_HARD = HARD_SPACE + NARROW_SPACE
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+\.\w+|%\(\w+\)s")
# A mark after a letter or an ordinary space. A colon between digits is a time.
_BEFORE_SIGN = re.compile(
    rf"(?:\S*[^\s{_HARD};:?!…(\[«])?[ ]?(?<![{_HARD};?!…(\[«])[;?!](?![;?!])"
    rf"|\S*[^\s{_HARD}:]:(?!\d|//)|\S* :"
)
_IN_QUOTES = re.compile(rf"«(?![{_HARD}])\S*|\S*(?<![{_HARD}])»")
_FOREIGN_SIGN = re.compile(r"(?<=[\u0621-\u064a])\s*[,;?](?!\w)")
_SPACE = f"[ {HARD_SPACE}{NARROW_SPACE}]"
_DOUBLED = re.compile(rf"\S*{_SPACE}{{2,}}\S*")


def find_french(text: Text) -> Iterator[Problem]:
    """Yields a warning if a French translation lacks no-break spaces at punctuation marks."""
    if base_language(text.target_language) != "fr":
        return
    bare = _ADDRESS.sub("", text.target_plain)
    faults = [match.group().strip() for match in _BEFORE_SIGN.finditer(bare)]
    faults += [match.group().strip() for match in _IN_QUOTES.finditer(bare)]
    if faults:
        yield warning(
            _("French sets a no-break space before : ; ? ! and inside « »: see %(found)s."),
            found=quoted(faults),
        )
    if re.search(r"[\"“”]", bare):
        yield warning(_("French sets quotations in « »."))


def find_spanish(text: Text) -> Iterator[Problem]:
    """Yields a warning if opening and closing marks are not balanced in a Spanish translation."""
    if base_language(text.target_language) != "es":
        return
    bare = re.sub(r"https?://\S+", "", text.target_plain)
    for opening, closing in (("¿", "?"), ("¡", "!")):
        if not _balanced(bare, opening, closing):
            yield warning(
                _("Spanish opens with %(opening)s what it closes with %(closing)s."),
                opening=opening,
                closing=closing,
            )


def _balanced(text: str, opening: str, closing: str) -> bool:
    signs = re.sub(rf"[^{opening}{re.escape(closing)}]", "", text)
    signs = re.sub(rf"{re.escape(closing)}+", closing, signs)
    return signs == (opening + closing) * (len(signs) // 2)


def find_arabic(text: Text) -> Iterator[Problem]:
    """Yields a warning if an Arabic translation contains Latin punctuation marks."""
    if base_language(text.target_language) != "ar":
        return
    found = [match.strip() for match in _FOREIGN_SIGN.findall(text.target_plain)]
    if found:
        yield warning(
            _("Arabic has signs of its own (، ؛ ؟) in the place of: %(found)s."),
            found=quoted(found),
        )


def find_spaces(text: Text) -> Iterator[Problem]:
    """Yields warnings for several spaces in a row, and for spaces at the start or end."""
    found = [re.sub(rf"{_SPACE}+", "␣␣", match) for match in _DOUBLED.findall(text.target_plain)]
    if found:
        yield warning(_("There are several spaces in a row: %(found)s."), found=quoted(found))
    if text.target_plain.strip() and text.target_plain != text.target_plain.strip():
        yield warning(_("The text begins or ends with a space."))
