"""Reads numbers written with Chinese characters: 二十二, 三千万, 二〇〇九, 百分之五十."""

import re
from collections.abc import Iterator

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_RUN = re.compile("[零〇一二两三四五六七八九十百千万亿]+")
# "第二十二条", "附件三": the number of a provision.
_NUMBERED = re.compile(rf"(?<=第)(?:{_RUN.pattern})|(?<=附件)(?:{_RUN.pattern})")
_FRACTIONS = {"一半": 50, "半数": 50, "四分之一": 25, "三分之一": 33, "四分之三": 75}


def values_in(text: str) -> Iterator[int]:
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
