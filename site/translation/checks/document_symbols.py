"""Check: symbols of documents and decisions (BS-III/3) are unchanged in the translation."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.plain_text import quoted
from translation.checks.problems import Problem, Text, error

# UNEP/CBD/BS/CM-CB/5/2; BS-III/3, XI/5, CP-9/13; notification 2009-004.
SYMBOL = re.compile(
    r"\b[A-Z]{2,}[A-Z0-9-]*(?:/[A-Z0-9][A-Za-z0-9.-]*)*/[A-Za-z]*\d[A-Za-z0-9.-]*(?<![.-])"
    r"|\b(?:[A-Z]{1,3}-)?(?:[IVXL]+|\d{1,2})/\d{1,3}\b(?!/)"
    r"|\b(?:19|20)\d\d-\d{3}\b",
    # Chinese characters beside a symbol are no part of it.
    re.ASCII,
)


def find(text: Text) -> Iterator[Problem]:
    """Yields an error with the document symbols that are missing or changed."""
    missing = [
        symbol
        for symbol in SYMBOL.findall(text.source_comparable)
        if not re.search(
            rf"(?<![\w/-]){re.escape(symbol)}(?![\w/])", text.target_comparable, re.ASCII
        )
    ]
    if missing:
        yield error(
            _("These symbols of the original are missing or changed: %(found)s."),
            found=quoted(missing),
        )
