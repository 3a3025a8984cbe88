"""Title and dates of a conference, as most of its imported pages state them."""

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
    """Full title and dates of a conference; empty or None where the pages state none."""

    full_title: str = ""
    dates: Dates | None = None
    dates_are_sure: bool = True


def facts_of(pages: list[LegacyPage]) -> Facts:
    """Returns the majority's title and dates; in a tie the conference's own page decides.

    Without such a page the first one decides.
    """
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
    # A session's own days are used only where no other page has dates.
    others = [page for page in pages if page.kind != "session" and page.dates]
    own_first = sorted(others or pages, key=lambda page: page.kind != "conference")
    sure = [page.dates for page in own_first if page.dates and page.dates_are_sure]
    stated = sure or [page.dates for page in own_first if page.dates]
    if not stated:
        return None, True
    chosen = Counter(stated).most_common(1)[0][0]
    # A page that has the extension is more complete than those with one end; the last one counts.
    extended = [
        dates
        for dates in stated
        if dates.extended_to
        and chosen.opens == dates.opens
        and chosen.closes in (dates.closes, dates.extended_to)
    ]
    return max(extended or [chosen], key=lambda dates: dates.ends), bool(sure)


def dates_agree(stated: Dates, known: Dates) -> bool:
    """Returns whether a page's dates are compatible with the conference's."""
    same_end = stated.closes in (known.closes, known.ends)
    return stated.opens == known.opens and same_end and stated.extended_to in (None, known.ends)


def dates_of(conference: ConferencePage) -> Dates:
    """Returns the conference's dates as days (UTC)."""
    extended = conference.extended_to
    return Dates(
        utc_date(conference.opens_at),
        last_day(conference.closes_at),
        last_day(extended) if extended else None,
    )


def first_instant(day: date) -> datetime:
    """Returns the first instant (UTC) of a day."""
    return datetime.combine(day, time(), UTC)


def last_instant(day: date) -> datetime:
    """Returns the last instant (UTC) of a day, as closings are stored."""
    return datetime.combine(day, LAST_MINUTE, UTC)


def bare_title(title: str) -> str:
    """Returns the folded title without “Online conference on”."""
    folded = fold(title)
    prefix = next((each for each in _PREFIXES if folded.startswith(f"{each} ")), "")
    return folded.removeprefix(prefix).strip()


def contains_title(title: str, full_title: str) -> bool:
    """Returns whether the conference's full title contains the words of `title`."""
    return not missing(words(bare_title(title)), words(fold(full_title)))
