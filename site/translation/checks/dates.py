"""Check: the dates of the original appear in the translation, with that language's month names."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils import dates, translation
from django.utils.translation import gettext_lazy as _

from translation.checks.plain_text import base_language
from translation.checks.problems import Problem, Text, error, warning

# Further names in use, beside Django's: Arabic of the Mashriq, of the Maghreb and of the United
# Nations, a second spelling in Spanish.
FURTHER_MONTHS = {
    "ar": (
        "يناير|كانون الثاني|جانفي", "فبراير|شباط|فيفري", "مارس|آذار|اذار",
        "أبريل|إبريل|ابريل|نيسان|أفريل", "مايو|أيار|ايار|ماي", "يونيو|يونيه|حزيران|جوان",
        "يوليو|يوليه|تموز|جويلية", "أغسطس|اغسطس|آب|أوت", "سبتمبر|أيلول|ايلول|شتنبر",
        "أكتوبر|اكتوبر|تشرين الأول", "نوفمبر|تشرين الثاني|نونبر", "ديسمبر|كانون الأول|دجنبر",
    ),
    "es": ("", "", "", "", "", "", "", "", "setiembre", "", "", ""),
}  # fmt: skip
# Stems to which Russian adds the endings of its cases.
_RUSSIAN_MONTHS = (
    "январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр",
    "ноябр", "декабр",
)  # fmt: skip
_RUSSIAN_ENDINGS = {
    "ма": ("й", "я", "ю", "ем", "е"),
    "март": ("", "а", "у", "ом", "е"),
    "август": ("", "а", "у", "ом", "е"),
}
_SOFT_ENDINGS = ("ь", "я", "ю", "ем", "ём", "е")
_RUSSIAN_WEEKDAYS = {
    "понедельник": 0, "понедельника": 0, "вторник": 1, "вторника": 1, "среда": 2, "среду": 2,
    "среды": 2, "четверг": 3, "четверга": 3, "пятница": 4, "пятницу": 4, "пятницы": 4,
    "суббота": 5, "субботу": 5, "субботы": 5, "воскресенье": 6, "воскресенья": 6,
}  # fmt: skip
_ARABIC_WEEKDAYS = (
    "الاثنين|الإثنين", "الثلاثاء", "الأربعاء|الاربعاء", "الخميس", "الجمعة", "السبت", "الأحد|الاحد",
)  # fmt: skip
_CHINESE_DIGITS = "一二三四五六七八九"
_CHINESE_MONTHS = {
    **{char: number for number, char in enumerate(_CHINESE_DIGITS, 1)},
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_CHINESE_MONTH = re.compile(r"(?<!个)(?<!\d)(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月")
_CHINESE_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
# Arabic writes "and", "in", "for", "as" together with the name.
_ARABIC_START = r"(?<!\w)[وفبلك]{0,2}"


@lru_cache(maxsize=32)
def month_numbers(language: str) -> dict[str, int]:
    """Returns each form of a month's name in lower case → 1 to 12."""
    with translation.override(language):
        tables = (dates.MONTHS_3, dates.MONTHS_AP, dates.MONTHS, dates.MONTHS_ALT)
        found = {
            str(name).lower().rstrip("."): number
            for table in tables
            for number, name in table.items()
        }
    return found | dict(_further(base_language(language)))


def _further(base: str) -> Iterator[tuple[str, int]]:
    for number, names in enumerate(FURTHER_MONTHS.get(base, ()), 1):
        yield from ((name, number) for name in names.split("|") if name)
    if base == "ru":
        for number, stem in enumerate(_RUSSIAN_MONTHS, 1):
            endings = _RUSSIAN_ENDINGS.get(stem, _SOFT_ENDINGS)
            yield from ((stem + ending, number) for ending in endings)


@lru_cache(maxsize=32)
def full_month(number: int, language: str) -> str:
    """Returns the month's full name in the language, capitalized in English only."""
    with translation.override(language):
        name = str(dates.MONTHS[number])
    return name if base_language(language) == "en" else name.lower()


@lru_cache(maxsize=32)
def weekday_numbers(language: str) -> dict[str, int]:
    """Returns each weekday's name in lower case → its number (Monday is 0)."""
    with translation.override(language):
        found = {str(name).lower(): number for number, name in dates.WEEKDAYS.items()}
    base = base_language(language)
    if base == "ar":
        for number, names in enumerate(_ARABIC_WEEKDAYS):
            found |= dict.fromkeys(names.split("|"), number)
    return found | (_RUSSIAN_WEEKDAYS if base == "ru" else {})


@lru_cache(maxsize=32)
def month_pattern(language: str) -> str:
    """Returns a regex for any month name, longest first; case-sensitive in English (“may”)."""
    if base_language(language) == "en":
        return _any_of([name.title() for name in month_numbers(language)], language)
    return f"(?i:{_any_of(month_numbers(language), language)})"


def chinese_months(text: str) -> Iterator[tuple[int, int]]:
    """Yields each month of a Chinese text with the position after it: "2月", "十二月"."""
    for match in _CHINESE_MONTH.finditer(text):
        name = match[1]
        yield _CHINESE_MONTHS.get(name) or int(name), match.end()


def weekdays_in(text: str, language: str) -> set[int]:
    """Returns the days of the week (Monday is 0) that are named in the text."""
    if base_language(language) == "zh":
        days = _CHINESE_WEEKDAY.findall(text)
        return {6 if day in "日天" else _CHINESE_DIGITS.index(day) for day in days}
    names = weekday_numbers(language)
    found = re.findall(f"(?i:{_any_of(names, language)})", text)
    return {names[_without_particle(name.lower(), names)] for name in found}


def month_of(name: str, language: str) -> int:
    """Returns the number of a month from a match of `month_pattern`."""
    names = month_numbers(language)
    return names[_without_particle(name.lower(), names)]


def _without_particle(name: str, names: dict[str, int]) -> str:
    while name not in names:
        name = name[1:]
    return name


def _any_of(names: Iterable[str], language: str) -> str:
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    start = _ARABIC_START if base_language(language) == "ar" else r"(?<!\w)"
    return rf"{start}(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"


_JOINT = r"(?:st|nd|rd|th|er|\.?º|-?го)?[\s\u00a0\u202f]+(?:de[\s\u00a0]+|of[\s\u00a0]+)?"


def find(text: Text) -> Iterator[Problem]:
    """Yields an error for each month of the original that is missing, and for swapped days."""
    source = months_in(text.source_comparable, text.source_language)
    if not source:
        return
    target = months_in(text.target_comparable, text.target_language)
    missing = sorted(source - target)
    for month in missing:
        yield error(
            _("The original has a date with “%(original)s”; “%(month)s” is missing."),
            original=full_month(month, text.source_language),
            month=full_month(month, text.target_language),
        )
    if not missing:
        yield from _swapped(text)
    yield from _weekdays(text)


def months_in(text: str, language: str) -> set[int]:
    """Returns the months (1 to 12) named next to a number, or whose name is unambiguous."""
    if base_language(language) == "zh":
        return {month for month, _end in chinese_months(text)}
    name = month_pattern(language)
    found = re.finditer(rf"\d{_JOINT}({name})|({name})\.?(?:/\w+)?{_JOINT}\d", text)
    months = {month_of(match[1] or match[2], language) for match in found}
    return months | _enumerated(text, language)


def _enumerated(text: str, language: str) -> set[int]:
    found = re.findall(month_pattern(language), text)
    return {month_of(name, language) for name in found if len(name) >= 5 and name != "March"}


def _swapped(text: Text) -> Iterator[Problem]:
    """Yields problems for days that changed months; skips ranges that share one month name."""
    source = _days(text.source_comparable, text.source_language)
    target = _days(text.target_comparable, text.target_language)
    if len(source) == len(target) and source != target:
        yield error(_("The days and months of the dates are not those of the original."))


def _days(text: str, language: str) -> set[tuple[int, int]]:
    if base_language(language) == "zh":
        return set(_chinese_days(text))
    pattern = rf"(?<!\d)(\d{{1,2}}){_JOINT}({month_pattern(language)})"
    found = re.finditer(pattern, text)
    return {(int(match[1]), month_of(match[2], language)) for match in found}


def _chinese_days(text: str) -> Iterator[tuple[int, int]]:
    """Yields (day, month); of "11月3日至14日" the last day, as next to the name in English."""
    for month, end in chinese_months(text):
        found = re.match(r"(\d{1,2})[日号](?:[至到–—-](\d{1,2})[日号])?", text[end:])
        if found:
            yield int(found[2] or found[1]), month


def _weekdays(text: Text) -> Iterator[Problem]:
    source = weekdays_in(text.source_comparable, text.source_language)
    if source - weekdays_in(text.target_comparable, text.target_language):
        yield warning(_("A day of the week in the original is missing."))
