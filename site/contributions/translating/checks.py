"""Checks of a translated contribution: the site's own checks, segment by segment."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.translation import gettext

from contributions.markdown import CITED
from contributions.translating.segments import Segment
from translation.checks.check_results import counted
from translation.checks.problems import Text
from translation.checks.registry import problems_of

LONGEST_TITLE = 200
# Not the punctuation of Chinese and Arabic, which follows an address without a space.
_ADDRESS = re.compile(r"https?://[^\s<>)\]，。；：！？、（）《》“”«»،؛؟]+")


@dataclass(frozen=True)
class Results:
    """Messages of the checks by the number of the segment; 0 is the title."""

    errors: dict[int, list[str]] = field(default_factory=dict)
    warnings: dict[int, list[str]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Hash of the messages: a confirmation of warnings is valid for exactly these."""
        return sha256(repr((self.errors, self.warnings)).encode()).hexdigest()[:32]

    @property
    def summary(self) -> str:
        """Their number in words; empty for none."""
        errors, warnings = (sum(map(len, each.values())) for each in (self.errors, self.warnings))
        return counted(errors, warnings)


def check(segments: list[Segment], source_language: str, language: str) -> Results:
    """Returns what is wrong with the segments, in the active language."""
    found = Results()
    for place, segment in enumerate(segments):
        limit = LONGEST_TITLE if place == 0 else None
        # The site's checks read HTML, to which Markdown is plain text.
        source, target = html.escape(segment.source), html.escape(segment.target)
        for problem in problems_of(Text(source, target, source_language, language, limit)):
            kind = found.errors if problem.is_error else found.warnings
            kind.setdefault(place, []).append(str(problem))
        warnings = [*_citations(segment)]
        if segment.is_stale:
            warnings.append(gettext("The original was changed after this was translated."))
        if warnings:
            found.warnings.setdefault(place, []).extend(warnings)
    return found


def _citations(segment: Segment) -> Iterator[str]:
    """Yields a message for each cited number and address that only one of the texts has."""
    if not segment.target.strip():
        return
    for pattern in (CITED, _ADDRESS):
        source = Counter(found[0] for found in pattern.finditer(segment.source))
        target = Counter(found[0] for found in pattern.finditer(segment.target))
        for missing in source - target:
            yield gettext("“%(text)s” of the original is missing.") % {"text": missing}
        for added in target - source:
            yield gettext("“%(text)s” is not in the original.") % {"text": added}
