"""Parses date ranges in English, Spanish and French prose."""

import re
from dataclasses import dataclass
from datetime import date

from legacy_import.parsing.text_comparison import fold, plain

_MONTHS = [
    "january jan enero ene janvier janv", "february feb febrero fevrier fevr fev",
    "march mar marzo mars", "april apr abril abr avril avr", "may mayo mai",
    "june jun junio juin", "july jul julio juillet juil", "august aug agosto ago aout",
    "september sept sep septiembre setiembre septembre", "october oct octubre octobre",
    "november nov noviembre novembre", "december dec diciembre dic decembre",
]  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?(?![a-z])"
_DAY = r"\d{1,2}(?:er|st|nd|rd|th|º|°)?(?!\d)"
_YEAR = r"(?:19|20)\d{2}(?!\d)"
_OF = r"(?:\s+(?:de|del|of))?\s*,?\s*"
_TO = (
    r"\s*(?:-+|–|—|\bto\b|\buntil\b|\bthrough\b|\btill\b|\band\b|\bal\b|\ba\b|\bau\b|\by\b|\bet\b"
    r"|\bhasta(?:\s+el)?\b|\bjusqu['’]?\s*au\b)\s*(?:the\s+|el\s+|le\s+)?"
)
_RANGE = re.compile(
    rf"(?<![\d/.])(?P<d1>{_DAY})(?:{_OF}(?P<m1>{_MONTH}))?(?:{_OF}(?P<y1>{_YEAR}))?{_TO}"
    rf"(?P<d2>{_DAY}){_OF}(?P<m2>{_MONTH})(?:{_OF}(?P<y2>{_YEAR}))?"
)
_RANGE_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})(?:,?\s*(?P<y1>{_YEAR}))?{_TO}"
    rf"(?:(?P<m2>{_MONTH})\s+)?(?P<d2>{_DAY})(?:,?\s*(?P<y2>{_YEAR}))?"
)
_RANGE_ISO = re.compile(
    rf"(?P<y1>{_YEAR})-(?P<m1>\d\d)-(?P<d1>\d\d){_TO}(?P<y2>{_YEAR})-(?P<m2>\d\d)-(?P<d2>\d\d)"
)
_RANGE_SLASH = re.compile(
    rf"(?<!\d)(?P<d1>\d\d?)[/.](?P<m1>\d\d?)[/.](?P<y1>{_YEAR}){_TO}"
    rf"(?P<d2>\d\d?)[/.](?P<m2>\d\d?)[/.](?P<y2>{_YEAR})"
)
_POINT = re.compile(
    rf"(?:(?P<d>{_DAY}){_OF}(?P<m>{_MONTH})|(?P<m_first>{_MONTH})\s+(?P<d_second>{_DAY}))"
    rf"(?:{_OF}(?P<y>{_YEAR}))?"
)
_EXTENDED = re.compile(
    r"(?:extended|extension|prorrogad[ao]|prorroga|ampliad[ao]|extendid[ao]|prolongee?|prorogee?)"
    r"\s*:?\s*(?:through|to|until|till|hasta(?: el)?|al|au|jusqu['’ ]?\s*au)?\s*(?:the\s+)?"
)
# “Final Extension of the Online Discussions to 24 October 2021”: a line of its own.
_EXTENSION_LINE = re.compile(
    r"\b(?:extended|extension|prorroga\w*|ampliad[ao]|ampliacion|extendid[ao]|prolonge\w*|prolongation"
    r"|prorogation)\b[^.;!?]{0,80}?\b(?:to|until|till|through|hasta|al|au)\s+(?:the\s+|el\s+|le\s+)?"
)
# What it is that was extended, but no sentence before that.
_BEFORE_EXTENSION = re.compile(r"(?:[^\s.;!?]+\s+){0,8}")
LONGEST_LINE = 150
_WEEKDAYS = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miercoles|jueves|viernes|sabado"
    r"|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b,?"
)
# Other words that a dates line may have.
_FILLER_WORDS = (
    "online on line conference e forum internet held dates date from to the of was is and period "
    "conferencia en linea foro fecha fechas celebrada celebrado del al de el la desde hasta a y "
    "ligne tenue du au le jusqu discussion electronic electronica electronique extended "
    "extension until till through utc gmt closed archived"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
# Other words that may stand before “extension” in a line that says nothing else.
_NOTICE_WORDS = (
    "final second last further new has have been will be discussions a an ultima segunda nueva las "
    "los discusiones debates se ha han sido derniere seconde nouvelle les discussions a ont ete"
)
_NOTICE = _FILLERS | frozenset(_NOTICE_WORDS.split())


@dataclass(frozen=True)
class Dates:
    """First and last day of a conference, with its extension."""

    opens: date
    closes: date
    extended_to: date | None = None

    @property
    def ends(self) -> date:
        """Returns the last day, with the extension."""
        return self.extended_to or self.closes


@dataclass(frozen=True)
class Found:
    """Dates found in a text, and where."""

    dates: Dates
    start: int
    end: int
    rest: str
    """The folded text beside the dates."""


def _simplified(text: str) -> str:
    """Returns the text in lower case without accents, of the same length."""
    return "".join(_bare(letter) for letter in text)


def _bare(letter: str) -> str:
    folded = fold(letter)
    return folded if len(folded) == 1 else letter.lower() if len(letter.lower()) == 1 else letter


def find_dates(text: str) -> Found | None:
    """Returns the first date range in `text`, with an extension after it, or None."""
    simple = _simplified(text)
    without_weekdays = _WEEKDAYS.sub(lambda found: " " * len(found[0]), simple)
    for pattern in (_RANGE, _RANGE_MONTH_FIRST, _RANGE_ISO, _RANGE_SLASH):
        for match in pattern.finditer(without_weekdays):
            ends = _ends(match.groupdict())
            if ends is not None:
                return _with_extension(without_weekdays, match.start(), match.end(), ends)
    return None


def _ends(parts: dict[str, str | None]) -> tuple[date, date] | None:
    """Returns (day, month, year) of both ends; what one omits is taken from the other."""
    last_year = parts["y2"] or parts["y1"]
    last_month = parts["m2"] or parts["m1"]
    if not last_year or not last_month:
        return None
    try:
        last = date(int(last_year), _month(last_month), _figure(parts["d2"]))
        month = _month(parts["m1"] or last_month)
        first = date(int(parts["y1"] or last_year), month, _figure(parts["d1"]))
        if first.month > last.month and not parts["y1"]:
            first = first.replace(year=first.year - 1)
    except (ValueError, KeyError):
        return None
    return (first, last) if first <= last else None


def _month(name: str) -> int:
    return int(name) if name.isdigit() else MONTHS[name.rstrip(".")]


def _figure(day: str | None) -> int:
    return int(re.sub(r"\D", "", day or "0"))


def _with_extension(text: str, start: int, end: int, ends: tuple[date, date]) -> Found:
    first, last = ends
    notice = _EXTENDED.search(text, end)
    point = _POINT.match(text, notice.end()) if notice and notice.start() - end < 40 else None
    extended_to = _point(point, last) if point else None
    rest = text[end:]
    if extended_to is not None and notice and point:
        rest = f"{text[end : notice.start()]} {text[point.end() :]}"
        end = point.end()
    return Found(Dates(first, last, extended_to), start, end, fold(f"{text[:start]} {rest}"))


def _point(match: re.Match[str], after: date) -> date | None:
    try:
        month = MONTHS[(match["m"] or match["m_first"]).rstrip(".")]
        day = _figure(match["d"] or match["d_second"])
        found = date(int(match["y"] or after.year), month, day)
    except (ValueError, KeyError):
        return None
    return found if found > after else None


def dates_line(text: str) -> Dates | None:
    """Returns the dates of a line that has nothing but dates, or None."""
    found = find_dates(plain(text))
    if found is None or not set(found.rest.split()) <= _FILLERS:
        return None
    return found.dates


def extension_of(text: str) -> date | None:
    """Returns the day to which a line, such as a heading, says that something was extended."""
    line = plain(text)
    if len(line) > LONGEST_LINE or find_dates(line) is not None:
        return None
    simple = _WEEKDAYS.sub(lambda found: " " * len(found[0]), _simplified(line))
    notice = _EXTENSION_LINE.search(simple)
    if notice and not _BEFORE_EXTENSION.fullmatch(simple, 0, notice.start()):
        return None
    point = _POINT.match(simple, notice.end()) if notice else None
    if point is None or not point["y"] or not re.fullmatch(r"[\s.)!]*", simple[point.end() :]):
        return None
    return _point(point, date.min)


def says_more_than_extension(text: str) -> bool:
    """Returns whether a line that tells of an extension has words that its day does not say."""
    simple = _simplified(plain(text))
    notice = _EXTENSION_LINE.search(simple)
    before = simple[: notice.start()] if notice else simple
    return not set(re.findall(r"\w+", before)) <= _NOTICE


def title_with_dates(text: str) -> tuple[str, Dates] | None:
    """Splits “Title; 19 January - 6 February 2009”; None for any other line."""
    line = plain(text)
    found = find_dates(line)
    if found is None or not re.fullmatch(r"[\s.)\]]*", line[found.end :]):
        return None
    title = re.sub(r"[\s,;:(\[–—-]+$", "", line[: found.start])
    parted = re.search(r"[,;:(\[–—-]\s*$", line[: found.start].rstrip() + " ")
    return (title, found.dates) if title and parted else None


def split_theme(text: str) -> tuple[str, Dates | None]:
    """Splits “Messages (26 - 30 January 2009)” into theme and dates; either may be missing."""
    own = dates_line(text)
    if own is not None:
        return "", own
    return title_with_dates(text) or (text, None)


_CONFERENCE = re.compile(r"conferenc|forum|foro\b")
_OTHER_EVENT = re.compile(r"meeting|reunion|workshop|taller|atelier")


def dates_in_sentence(text: str) -> Dates | None:
    """Returns the dates of a sentence about the conference itself, or None."""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ¿])", plain(text)):
        found = find_dates(sentence)
        before = fold(sentence[: found.start]) if found else ""
        if found and _CONFERENCE.search(before) and not _OTHER_EVENT.search(before):
            return found.dates
    return None
