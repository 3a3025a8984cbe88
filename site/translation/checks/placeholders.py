"""Check: placeholders such as %(name)s are unchanged in the translation."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.plain_text import quoted
from translation.checks.problems import Problem, Text, error

PLACEHOLDER = re.compile(
    r"%\(\w+\)[sdifr]|%[sd](?!\w)|\$?\{\{?\s?[A-Za-z_][\w.]*\s?\}?\}", re.ASCII
)


def find(text: Text) -> Iterator[Problem]:
    """Yields errors for placeholders that are missing or added."""
    source = Counter(PLACEHOLDER.findall(text.source_plain))
    target = Counter(PLACEHOLDER.findall(text.target_plain))
    if source - target:
        yield error(
            _("These placeholders of the original are missing: %(found)s."),
            found=quoted(list(source - target)),
        )
    if target - source:
        yield error(
            _("These placeholders are not in the original: %(found)s."),
            found=quoted(list(target - source)),
        )
