"""What the pages of one conference say of it together: its full title and its dates."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from conference.models import ConferencePage
from core.dates.formatting import last_day, utc_date
from legacy_import.parsing.conference_dates import Dates
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.text_comparison import fold, missing, words

LONGEST_TITLE = 500
LAST_MINUTE = time(23, 59)
_PREFIXES = (
    "online conference on", "online conference for", "online conference", "online forum on",
    "conferencia en linea sobre", "conferencia en linea", "foro en linea sobre",
    "conference en ligne sur", "conference en ligne",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    full_title: str = ""
    dates: Dates | None = None
    dates_are_sure: bool = True


def facts_of(pages: list[LegacyPage]) -> Facts:
    """By majority; where it is a draw, the conference's own page and then the first page wins."""
    dates, are_sure = _dates(pages)
    return Facts(_full_title(pages), dates, are_sure)


def _full_title(pages: list[LegacyPage]) -> str:
    votes: Counter[str] = Counter()
    first: dict[str, str] = {}
    for page in sorted(pages, key=lambda page: page.kind != "conference"):
        candidates = page.titles
        if page.kind == "session" and not page.theme and len(candidates) == 1:
            continue  # as likely its theme
        for title in candidates[:1]:
            if len(title) <= LONGEST_TITLE:
                votes[bare_title(title)] += 1
                first.setdefault(bare_title(title), title)
    return first[votes.most_common(1)[0][0]] if votes else ""


def _dates(pages: list[LegacyPage]) -> tuple[Dates | None, bool]:
    # A session's own days are no conference's, where another page knows better.
    others = [page for page in pages if page.kind != "session" and page.dates]
    own_first = sorted(others or pages, key=lambda page: page.kind != "conference")
    sure = [page.dates for page in own_first if page.dates and page.dates_are_sure]
    stated = sure or [page.dates for page in own_first if page.dates]
    if not stated:
        return None, True
    chosen = Counter(stated).most_common(1)[0][0]
    for dates in stated:
        # The page that tells of the extension knows more than those that name one end.
        ends = (dates.closes, dates.extended_to)
        if dates.extended_to and chosen.opens == dates.opens and chosen.closes in ends:
            return dates, bool(sure)
    return chosen, bool(sure)


def agree(stated: Dates, known: Dates) -> bool:
    """Whether a page's dates contradict nothing that is known of its conference."""
    same_end = stated.closes in (known.closes, known.ends)
    return stated.opens == known.opens and same_end and stated.extended_to in (None, known.ends)


def dates_of(conference: ConferencePage) -> Dates:
    extended = conference.extended_to
    return Dates(
        utc_date(conference.opens_at),
        last_day(conference.closes_at),
        last_day(extended) if extended else None,
    )


def first_instant(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def last_instant(day: date) -> datetime:
    return datetime.combine(day, LAST_MINUTE, UTC)


def bare_title(title: str) -> str:
    """Folded, without "Online conference on": the conference's dates line says that."""
    folded = fold(title)
    prefix = next((each for each in _PREFIXES if folded.startswith(f"{each} ")), "")
    return folded.removeprefix(prefix).strip()


def says_title(title: str, full_title: str) -> bool:
    """Whether the conference's title, which is on each of its pages, has this title's words."""
    return not missing(words(bare_title(title)), words(fold(full_title)))
