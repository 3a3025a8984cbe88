"""Converts texts to one form of digits, letters and marks before the checks compare them."""

import re

# Marks of direction, joiners and soft hyphens: not seen, and not the same in two languages.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640]")
_DIGITS = {
    ord(digit): str(value)
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
    for value, digit in enumerate(digits)
}
# Full-width letters, digits and signs, as Chinese fonts have them beside the ordinary ones.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HYPHENS = dict.fromkeys(map(ord, "‐‑"), "-")
_TABLE: dict[int, int | str] = {**_DIGITS, **_FULL_WIDTH, **_HYPHENS}


def comparable(text: str) -> str:
    """Returns the text with ASCII digits, without full-width forms and invisible characters."""
    return text if text.isascii() else _INVISIBLE.sub("", text).translate(_TABLE)
