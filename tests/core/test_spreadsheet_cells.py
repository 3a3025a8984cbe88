"""Cells of CSV files that spreadsheets would run as formulas."""

from typing import Any

import pytest

from core.text.spreadsheet_cells import escape_formula


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2", "'-2"),
        ("\t=1", "'\t=1"),
        ("a=1", "a=1"),
        ("", ""),
        (-2, -2),
        (None, None),
    ],
)
def test_what_looks_like_a_formula_is_written_as_text(cell: Any, written: Any) -> None:
    assert escape_formula(cell) == written
