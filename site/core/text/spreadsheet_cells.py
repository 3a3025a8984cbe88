"""Escapes cells of CSV files that spreadsheets would run as formulas."""

from typing import Any

# Written first, so that spreadsheets detect UTF-8.
BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def escape_formula(value: Any) -> Any:
    """Returns a text that looks like a formula with an apostrophe before it; others unchanged."""
    is_formula = isinstance(value, str) and value.startswith(FORMULA_STARTS)
    return f"'{value}" if is_formula else value
