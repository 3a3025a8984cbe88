"""Labels of numbered lists, as browsers show them."""

import re


def int_or(value: str | None, default: int) -> int:
    """Returns the value as an integer, or the default where it is none."""
    return int(value) if value and re.fullmatch(r"\d{1,4}", value.strip()) else default


def number_label(number: int, style: str) -> str:
    """Returns the label, such as “b.”, in the style of HTML's `type`: 1, a, A, i or I."""
    if style in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(style) + number - 1)}."
    if style in ("i", "I"):
        numeral = roman(number)
        return f"{numeral if style == 'i' else numeral.upper()}."
    return f"{number}."


def roman(number: int) -> str:
    """Returns the number in lower-case Roman numerals, for numbers up to some hundreds."""
    numeral = ""
    for value, letters in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
                           (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral
