"""The table of patches: few entries, each complete, and nothing is replaced beside them."""

import ast
import re
from collections.abc import Iterator

from django.utils.module_loading import import_string

import pytest

from core.patches.monkeypatch import Patch
from core.patches.patch_table import LIMIT, PATCHES
from tests.architecture import ROOT

OUTSIDE_OF_SITE = ("home", "capacity", "conference")
# A module that sets no attribute of anything but `self` need not be parsed.
SETS_AN_ATTRIBUTE = re.compile(
    r"^\s*(?:(?!self\.)\w+(?:\.\w+)+(?:: .+)? = |setattr\((?!self,))", re.MULTILINE
)


def test_there_are_few() -> None:
    assert len(PATCHES) <= LIMIT == 8
    assert len({patch.target for patch in PATCHES}) == len(PATCHES)


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.target)
def test_each_says_why_and_until_when(patch: Patch) -> None:
    assert patch.why
    assert patch.breaks
    assert patch.issue == "" or patch.issue.startswith("https://github.com/")
    path, _separator, test = patch.delete_when.partition("::")
    assert f"def {test}(" in (ROOT / path).read_text()
    assert callable(import_string(patch.replacement))


@pytest.mark.long
def test_nothing_else_of_other_packages_is_replaced() -> None:
    """What a variable refers to is not known: one that was imported is looked for."""
    own = {path.name for path in (ROOT / "site").iterdir()} | {*OUTSIDE_OF_SITE}
    replaced = [
        (path.name, place)
        for folder in ("site", *OUTSIDE_OF_SITE)
        for path in (ROOT / folder).rglob("*.py")
        for place in _replaced_in(path.read_text(), own)
    ]
    assert replaced == [("engine.py", "tags._build_box_tree")]


def _replaced_in(source: str, own: set[str]) -> Iterator[str]:
    if not SETS_AN_ATTRIBUTE.search(source):
        return
    nodes = list(ast.walk(ast.parse(source)))
    imported = {name for node in nodes for name in _imported_by(node, own)}
    for node in nodes:
        for place in _set_by(node):
            if isinstance(place, ast.Attribute) and _first_name(place) in imported:
                yield ast.unparse(place)


def _imported_by(node: ast.AST, own: set[str]) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] not in own:
        yield from (name.asname or name.name for name in node.names)
    if isinstance(node, ast.Import):
        yield from (name.asname or name.name.split(".")[0] for name in node.names)


def _set_by(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    if isinstance(node, ast.AugAssign | ast.AnnAssign):
        return [node.target]
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
        return [ast.Attribute(node.args[0], ast.unparse(node.args[1]))]
    return []


def _first_name(place: ast.expr) -> str:
    while isinstance(place, ast.Attribute):
        place = place.value
    return place.id if isinstance(place, ast.Name) else ""
