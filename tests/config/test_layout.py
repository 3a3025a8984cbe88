"""The layout that the project stands on."""

import ast
from collections.abc import Iterator
from pathlib import Path

import django

import wagtail

import pytest

ROOT = Path(__file__).resolve().parents[2]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


FEATURE_APPS = {"home", "capacity", "conference"}
SHARED_APPS = {
    "core",
    "printing",
    "terms",
    "translation",
    "search",
    "accounts",
    "contributions",
    "jobs",
    "ops",
    "pagecache",
    "security",
}


def imported_packages(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.partition(".")[0]


def modules(*packages: str) -> list[Path]:
    folders = [ROOT / name if (ROOT / name).is_dir() else ROOT / "site" / name for name in packages]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def test_the_folder_site_is_no_package() -> None:
    """Python's own `site` module owns the name."""
    assert not (ROOT / "site" / "__init__.py").exists()


@pytest.mark.parametrize("path", modules(*SHARED_APPS), ids=name_of)
def test_what_all_pages_share_knows_no_page_type(path: Path) -> None:
    assert not FEATURE_APPS & set(imported_packages(path))


@pytest.mark.parametrize("path", modules("core"), ids=name_of)
def test_core_knows_none_of_the_apps_that_build_on_it(path: Path) -> None:
    assert not (SHARED_APPS - {"core"}) & set(imported_packages(path))


@pytest.mark.parametrize("path", modules("terms"), ids=name_of)
def test_terms_know_core_only(path: Path) -> None:
    assert not (SHARED_APPS - {"core", "terms"}) & set(imported_packages(path))


@pytest.mark.parametrize(
    "path",
    modules(*SHARED_APPS, *FEATURE_APPS),
    ids=name_of,
)
def test_no_app_knows_the_installation(path: Path) -> None:
    assert "config" not in set(imported_packages(path))


def test_the_framework_series_are_the_pinned_ones() -> None:
    assert django.VERSION[:2] == (5, 2)
    assert wagtail.VERSION[:2] == (8, 0)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-extras.txt"])
def test_every_requirement_is_pinned_exactly(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    requirements = [line for line in lines if line and not line.startswith(("#", "-r "))]
    assert requirements
    assert all("==" in line for line in requirements)
