"""docs/testing.md names a test or a bench for every bar; each must be there."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs/testing.md"
NAME = re.compile(r"`((?:[\w/]+/)?\w+\.py)(?:::(test_\w+))?`")


def bars() -> dict[str, list[tuple[str, str]]]:
    """What stands in the first column → the files and tests of the second."""
    section = PAGE.read_text().partition("\n## Bars and what shows them\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line[:1] == "|"]
    return {row[0]: NAME.findall(row[1]) for row in rows if row[1] not in ("---", "shown by")}


def names_in(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text()).body if hasattr(node, "name")}


@pytest.mark.long
def test_each_bar_names_tests_and_benches_that_there_are() -> None:
    named = bars()
    assert len(named) > 40
    assert [bar for bar, shown_by in named.items() if not shown_by] == []
    lost = []
    for file, test in (pair for shown_by in named.values() for pair in shown_by):
        path = TESTS / file
        if not path.exists() or (test and test not in names_in(path)):
            lost.append(f"{file}::{test}")
    assert lost == []
