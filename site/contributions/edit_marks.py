"""Marks of edits and redactions that readers see, stored as JSON in the contribution's row.

A list of fifty contributions needs no further query for it. Each mark is a dictionary: `kind`
("edit", "moderated" or "redaction"), `at` (ISO instant, UTC) and `reason`, which may be empty.
"""

import re
from datetime import datetime
from typing import Any

from contributions.models import Contribution

EDIT, MODERATED, REDACTION = "edit", "moderated", "redaction"
# Stands in a text where a passage was taken out; authors cannot write it (`without_gaps`).
GAP = "\N{LEFT WHITE SQUARE BRACKET}…\N{RIGHT WHITE SQUARE BRACKET}"
_BRACKETS = re.compile("[\N{LEFT WHITE SQUARE BRACKET}\N{RIGHT WHITE SQUARE BRACKET}]")


def add(contribution: Contribution, kind: str, at: datetime, reason: str = "") -> None:
    """Append a mark to a contribution and set its time of change (UTC); does not save it."""
    contribution.marks = [*contribution.marks, {"kind": kind, "at": at, "reason": reason}]
    contribution.changed_at = at


def instant_of(mark: dict[str, Any]) -> datetime:
    """Return the instant (UTC) of a mark, which is text once it was read from the database."""
    at = mark["at"]
    return at if isinstance(at, datetime) else datetime.fromisoformat(at)


def without_gaps(text: str) -> str:
    """The text without what would look like a passage that moderators took out."""
    return _BRACKETS.sub("", text)
