"""Check: Spanish questions and exclamations have opening marks (¿ … ? and ¡ … !)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.plain_text import base_language
from translation.checks.problems import Problem, Text, warning

_ADDRESS = re.compile(r"https?://\S+")


def find(text: Text) -> Iterator[Problem]:
    """Yields a warning if opening and closing marks are not balanced in a Spanish translation."""
    if base_language(text.target_language) != "es":
        return
    bare = _ADDRESS.sub("", text.target_plain)
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
