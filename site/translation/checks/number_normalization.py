"""Normalizes numbers written differently in two languages before they are compared."""

import re

# "siglo XXI", "siglos XIX y XX", "XXIe siècle": what English writes as "21st century".
_CENTURIES = re.compile(
    r"\bsiglos?\s+[IVXL]+(?:\s*(?:,|y|e|al?|–|-)\s*[IVXL]+)*\b"
    r"|\b[IVXL]+(?:er|e|ᵉ|ème)?(?:\s*(?:,|et|au|–|-)\s*[IVXL]+(?:er|e|ᵉ|ème)?)*\s+siècles?\b"
    r"|\b[IVXL]+(?:\s*(?:,|и|–|-)\s*[IVXL]+)*\s+(?:век|вв?\.|столети)\w*"
)
_ROMAN = re.compile(r"\b[IVXL]+(?=er\b|e\b|ᵉ|ème\b|\b)")
# Telephone and account numbers: long, with separators, and copied verbatim.
_COPIED = re.compile(r"\+?\(?\d[\d\s().\u00a0\u202f/-]{6,}\d")
# "17 h 30", "17h30", "17.30 hours": hours and minutes are two numbers in every language.
_TIMES = re.compile(
    r"\b([01]?\d|2[0-3])(?:\s?h\s?|[.:](?=[0-5]\d\s*(?:hours|hrs?\b|horas|UTC|GMT)))([0-5]\d)\b"
)
# "17.30" where the other text has "17:30" or "17 h 30".
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?:\s?[:hч时]\s?)([0-5]\d)(?!\d)")
# "2005-10" for 2005 to 2010, but not 2005-03, which is a month.
_SHORT_RANGE = re.compile(r"\b((?:19|20)(\d\d))(\s?[-–/]\s?)(\d\d)\b")
# "20世纪90年代" is what English writes as "the 1990s".
_CHINESE_DECADE = re.compile(r"(\d{1,2})世纪(\d)0年代")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def alike(text: str, other: str) -> str:
    """Returns `text` without numbers that `other` contains verbatim; Roman centuries as digits."""
    kept = _COPIED.sub(lambda match: " " if match[0] in other else match[0], text)
    with_centuries = _CENTURIES.sub(lambda match: _ROMAN.sub(_in_digits, match[0]), kept)
    with_decades = _CHINESE_DECADE.sub(_in_years, with_centuries)
    with_ranges = _SHORT_RANGE.sub(_in_full, with_decades)
    with_times = _TIMES.sub(r"\1 : \2", with_ranges)
    for hour, minute in _CLOCK.findall(other):
        with_times = re.sub(rf"\b{hour}\.{minute}\b", f"{hour} : {minute}", with_times)
    return with_times


def _in_years(match: re.Match[str]) -> str:
    return f"{int(match[1]) - 1}{match[2]}0年代"


def _in_full(match: re.Match[str]) -> str:
    is_range = int(match[4]) > int(match[2])
    return f"{match[1]}{match[3]}{match[1][:2]}{match[4]}" if is_range else match[0]


def _in_digits(match: re.Match[str]) -> str:
    values = [_VALUES[letter] for letter in match[0]]
    following = [*values[1:], 0]
    return str(
        sum(-one if one < after else one for one, after in zip(values, following, strict=True))
    )
