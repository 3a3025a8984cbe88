"""Check: French spacing, narrow no-break spaces before ; ? ! and inside « », no-break before :"""

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


def find(text: Text) -> Iterator[Problem]:
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
