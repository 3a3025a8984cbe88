"""Number words of each language: "four sessions" for a 4, "la mitad" for 50 per cent, 二十二."""

import re
from collections.abc import Iterator
from functools import lru_cache

from core.text.folding import strip_diacritics
from translation.checks.plain_text import base_language

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_RUN = re.compile("[零〇一二两三四五六七八九十百千万亿]+")
# "第二十二条", "附件三": the number of a provision.
_NUMBERED = re.compile(rf"(?<=第)(?:{_RUN.pattern})|(?<=附件)(?:{_RUN.pattern})")
_FRACTIONS = {"一半": 50, "半数": 50, "四分之一": 25, "三分之一": 33, "四分之三": 75}


def chinese_values(text: str) -> Iterator[int]:
    """Yields the value of each numeral in the text, and the per cent of common fractions."""
    for match in _RUN.finditer(text):
        yield _value(match[0])
    yield from (value for words, value in _FRACTIONS.items() if words in text)


def with_digits(text: str) -> str:
    """Returns the text with the numbers of provisions in digits: "第22条" for 第二十二条."""
    return _NUMBERED.sub(lambda match: str(_value(match[0])), text)


def _value(run: str) -> int:
    if all(char in _DIGITS for char in run):
        return int("".join(str(_DIGITS[char]) for char in run))
    total = section = digit = 0
    for char in run:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            # "十二" is 12: ten without a digit before it.
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            total = (total + section + digit or 1) * _LARGE[char]
            section = digit = 0
    return total + section + digit


MOST = 100
"""The largest number whose words are known."""

# Stems of cardinals and ordinals from 0 to 12, without accents.
WORDS = {
    "en": (
        "zero|no", "one|first|a|an", "two|second|both", "three|third", "four", "five|fifth", "six",
        "seven", "eigh", "nine|ninth", "ten", "eleven", "twel",
    ),
    "es": (
        "cero|ning", "un|una|uno|primer", "dos|segund|amb", "tres|tercer", "cuatro|cuart",
        "cinco|quint", "seis|sext", "siete|septim", "ocho|octav", "nueve|noven", "diez|decim",
        "once|undecim", "doce|duodecim",
    ),
    "fr": (
        "zero|aucun", "un|une|premi", "deux|second", "trois|tiers", "quatr", "cinq", "six|sixi",
        "sept|septi", "huit", "neuf|neuvi", "dix|dixi", "onz", "douz",
    ),
    "ru": (
        "нол|нул|ни од", "од[ин]|перв", "дв|втор|об[ае]", "тр[еи]", "четыр|четв", "пят", "шест",
        "сем|седьм", "вос[еь]?м", "девят", "десят", "одиннадцат", "двенадцат",
    ),
    # One and two are often a form of the noun: "بقي يومان", two days are left.
    "ar": (
        "", "", "", "ثلاث|ثالث", "اربع|رابع", "خمس|خامس", "ست|سادس", "سبع|سابع", "ثمان|ثامن",
        "تسع|تاسع", "عشر|عاشر", "(?:احد|احدى|حادي?ة?) عشر", "(?:اثن\\w*|ثاني?ة?) عشر",
    ),
}  # fmt: skip

# Stems from 13 to 100, and of the fractions that stand for per cents.
LARGER = {
    "en": {
        13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen",
        18: "eighteen", 19: "nineteen", 20: "twent", 25: "quarter", 30: "thirt(?:y|ie)",
        33: "third", 40: "fort(?:y|ie)", 50: "fift(?:y|ie)|half|halv", 60: "sixt(?:y|ie)",
        70: "sevent(?:y|ie)", 75: "three.quarters", 80: "eight(?:y|ie)", 90: "ninet(?:y|ie)",
        100: "hundred|all",
    },
    "es": {
        13: "trece|decimoterc", 14: "catorce|decimocuart", 15: "quince|decimoquint",
        16: "dieciseis|decimosext", 17: "diecisiete|decimoseptim", 18: "dieciocho|decimoctav",
        19: "diecinueve|decimonoven", 20: "veint|vigesim", 25: "cuart[ao]", 30: "treinta|trigesim",
        33: "terci[oa]", 40: "cuarenta|cuadragesim", 50: "cincuenta|quincuagesim|mitad|medi[oa]",
        60: "sesenta|sexagesim", 70: "setenta|septuagesim", 75: "tres cuart", 80: "ochenta",
        90: "noventa", 100: "cien|centesim|totalidad",
    },
    "fr": {
        13: "treiz", 14: "quatorz", 15: "quinz", 16: "seiz", 17: "dix.sept", 18: "dix.huit",
        19: "dix.neuf", 20: "vingt", 25: "quart", 30: "trent", 33: "tiers", 40: "quarant",
        50: "cinquant|moitie|demi", 60: "soixant", 70: "soixante.dix|septant", 75: "trois quart",
        80: "quatre.vingt|octant|huitant", 90: "quatre.vingt.dix|nonant", 100: "cent|totalite",
    },
    "ru": {
        13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат", 17: "семнадцат",
        18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 25: "четверт", 30: "тридцат",
        33: "трет", 40: "сорок", 50: "пятьдесят|пятидесят|половин", 60: "шестьдесят|шестидесят",
        70: "семьдесят|семидесят", 80: "восемьдесят|восьмидесят", 90: "девяност", 100: "сто|сот",
    },
    "ar": {
        13: "ثالثة? عشر|ثلاثة? عشر", 14: "رابعة? عشر|اربعة? عشر", 15: "خامسة? عشر|خمسة? عشر",
        16: "سادسة? عشر|ستة? عشر", 17: "سابعة? عشر|سبعة? عشر", 18: "ثامنة? عشر|ثماني?ة? عشر",
        19: "تاسعة? عشر|تسعة? عشر", 20: "عشر(?:ون|ين)", 25: "ربع", 30: "ثلاث(?:ون|ين)", 33: "ثلث",
        40: "اربع(?:ون|ين)", 50: "خمس(?:ون|ين)|نصف", 60: "ست(?:ون|ين)", 70: "سبع(?:ون|ين)",
        80: "ثمان(?:ون|ين)", 90: "تسع(?:ون|ين)", 100: "ماية|مية",
    },
}  # fmt: skip
# Arabic says the unit first: "الحادي والعشرين", the twenty-first.
_ARABIC_UNITS = ("", "حادي|واحد|احدى|احد", "ثاني|اثن", *WORDS["ar"][3:10])


def is_written_out(number: int, text: str, language: str) -> bool:
    """Whether the text contains the number, from 0 to 100, as a word.

    Always True for numbers up to 12 in languages without a list, and for Arabic one and two.
    """
    base = base_language(language)
    if base == "zh":
        return number in set(chinese_values(text))
    if base not in WORDS:
        return number <= 12
    pattern = _pattern(number, base)
    return pattern is None or bool(pattern.search(_letters(text, base)))


def may_be_left_out(number: int, language: str) -> bool:
    """Whether the language may express the number by a form of the noun alone."""
    base = base_language(language)
    return base not in {*WORDS, "zh"} or (base == "ar" and number <= 2)


def _letters(text: str, base: str) -> str:
    """Returns the text without accents; a Russian "й" and an Arabic hamza are such, too."""
    return strip_diacritics(text) if base != "ru" else text.replace("ё", "е")


@lru_cache(maxsize=1024)
def _pattern(number: int, base: str) -> re.Pattern[str] | None:
    """Returns a regex for the number's words, or None if every text may have them."""
    stems = WORDS[base][number] if number <= 12 else LARGER[base].get(number, "")
    joined = rf"(?:{_compound(number, base)})" if 20 < number < 100 and number % 10 else ""
    alternatives = [rf"(?:{stems})\w*"] if stems else []
    alternatives += [joined] if joined else []
    if not alternatives:
        return None if number <= 12 else re.compile(r"(?!)")
    # Arabic writes particles and the article together with the word.
    start = r"(?<!\w)\w{0,4}?" if base == "ar" else r"(?<!\w)"
    return re.compile(rf"{start}(?:{'|'.join(alternatives)})", re.IGNORECASE)


def _compound(number: int, base: str) -> str:
    tens, unit = LARGER[base][number - number % 10], number % 10
    if base == "ar":
        return rf"(?:{_ARABIC_UNITS[unit]})\w*\s+و(?:ال)?(?:{tens})"
    # "veintidós", "vingt et un", "twenty-one", "двадцать один".
    return rf"(?:{tens})\w*?(?:\s*(?:y|et|-|‐)\s*|\s+|)(?:{WORDS[base][unit]})\w*"
