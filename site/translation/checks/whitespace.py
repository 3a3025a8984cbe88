"""Check: repeated, leading or trailing spaces."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.plain_text import HARD_SPACE, NARROW_SPACE, quoted
from translation.checks.problems import Problem, Text, warning

_SPACE = f"[ {HARD_SPACE}{NARROW_SPACE}]"
_DOUBLED = re.compile(rf"\S*{_SPACE}{{2,}}\S*")


def find(text: Text) -> Iterator[Problem]:
    """Yields warnings for several spaces in a row, and for spaces at the start or end."""
    found = [re.sub(rf"{_SPACE}+", "␣␣", match) for match in _DOUBLED.findall(text.target_plain)]
    if found:
        yield warning(_("There are several spaces in a row: %(found)s."), found=quoted(found))
    if text.target_plain.strip() and text.target_plain != text.target_plain.strip():
        yield warning(_("The text begins or ends with a space."))
