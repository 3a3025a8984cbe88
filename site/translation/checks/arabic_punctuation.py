"""Check: Arabic text uses Arabic commas, semicolons and question marks (، ؛ ؟)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.plain_text import base_language, quoted
from translation.checks.problems import Problem, Text, warning

_FOREIGN_SIGN = re.compile(r"(?<=[\u0621-\u064a])\s*[,;?](?!\w)")


def find(text: Text) -> Iterator[Problem]:
    """Yields a warning if an Arabic translation contains Latin punctuation marks."""
    if base_language(text.target_language) != "ar":
        return
    found = [match.strip() for match in _FOREIGN_SIGN.findall(text.target_plain)]
    if found:
        yield warning(
            _("Arabic has signs of its own (، ؛ ؟) in the place of: %(found)s."),
            found=quoted(found),
        )
