"""Only `translation.upstream` knows what wagtail-localize has promised to nobody."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
UPSTREAM = ROOT / "site" / "translation" / "upstream"
LOCALIZE = "wagtail_localize"
# What its manual tells sites to use: its models, the fields and segments of pages and blocks, and
# how to hand over a page, and with what custom fields and blocks take rich text apart.
PUBLIC = {
    f"{LOCALIZE}.fields": None,
    f"{LOCALIZE}.models": None,
    f"{LOCALIZE}.segments": None,
    f"{LOCALIZE}.operations": {"translate_object"},
    f"{LOCALIZE}.segments.extract": {"quote_path_component"},
    f"{LOCALIZE}.segments.ingest": {"organise_template_segments"},
    f"{LOCALIZE}.strings": {"extract_strings", "restore_strings", "StringValue"},
}


def modules() -> list[Path]:
    """Of the site, migrations apart: those name its tables for good."""
    folders = [ROOT / name for name in ("site", "home", "capacity", "conference")]
    paths = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return [path for path in paths if "migrations" not in path.parts]


def private_imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith(LOCALIZE))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(LOCALIZE):
            module = node.module or ""
            for alias in node.names:
                if not is_public(module, alias.name):
                    yield f"{module}.{alias.name}"


def is_public(module: str, name: str) -> bool:
    names = PUBLIC.get(module, set())
    return not name.startswith("_") and (names is None or name in names)


@pytest.mark.long
def test_no_other_module_imports_private_parts() -> None:
    found = {
        str(path.relative_to(ROOT)): private
        for path in modules()
        if not path.is_relative_to(UPSTREAM)
        if (private := list(private_imports(path.read_text())))
    }
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "from wagtail_localize.views import edit_translation",
        "from wagtail_localize import wagtail_hooks",
        "import wagtail_localize.strings",
        "from wagtail_localize.segments.extract import extract_segments",
        "from wagtail_localize.operations import TranslationCreator",
        "from wagtail_localize.models import _private",
    ],
)
def test_what_counts_as_private(line: str) -> None:
    assert list(private_imports(line))


def test_the_package_is_where_they_are() -> None:
    assert any(list(private_imports(path.read_text())) for path in UPSTREAM.glob("*.py"))
