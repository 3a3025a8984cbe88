"""Normalizes numbers written differently in two languages before they are compared."""

import re

# "siglo XXI", "siglos XIX y XX", "XXIe siècle": what English writes as "21st century".
_CENTURIES = re.compile(
    r"\bsiglos?\s+[IVXL]+(?:\s*(?:,|y|e|al?|–|-)\s*[IVXL]+)*\b"
    r"|\b[IVXL]+(?:er|e|ᵉ|ème)?(?:\s*(?:,|et|au|–|-)\s*[IVXL]+(?:er|e|ᵉ|ème)?)*\s+siècles?\b"
)
_ROMAN = re.compile(r"\b[IVXL]+(?=er\b|e\b|ᵉ|ème\b|\b)")
# Telephone and account numbers: long, with separators, and copied verbatim.
_COPIED = re.compile(r"\+?\(?\d[\d\s().\u00a0\u202f/-]{6,}\d")
# "17 h 30", "17h30", "17.30 hours": hours and minutes are two numbers in every language.
_TIMES = re.compile(
    r"\b([01]?\d|2[0-3])(?:\s?h\s?|[.:](?=[0-5]\d\s*(?:hours|hrs?\b|horas|UTC|GMT)))([0-5]\d)\b"
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def alike(text: str, other: str) -> str:
    """Returns `text` without numbers that `other` contains verbatim; Roman centuries as digits."""
    kept = _COPIED.sub(lambda match: " " if match[0] in other else match[0], text)
    with_centuries = _CENTURIES.sub(lambda match: _ROMAN.sub(_in_digits, match[0]), kept)
    return _TIMES.sub(r"\1 : \2", with_centuries)


def _in_digits(match: re.Match[str]) -> str:
    values = [_VALUES[letter] for letter in match[0]]
    following = [*values[1:], 0]
    return str(
        sum(-one if one < after else one for one, after in zip(values, following, strict=True))
    )
