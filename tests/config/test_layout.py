"""The layout that the project stands on."""

import os
import subprocess
import sys
from pathlib import Path

import django

import wagtail

import pytest

from tests.architecture import DOCUMENT, updated

ROOT = Path(__file__).resolve().parents[2]


def test_the_folder_site_is_no_package() -> None:
    """Python's own `site` module owns the name."""
    assert not (ROOT / "site" / "__init__.py").exists()


def test_imports_go_one_way() -> None:
    """The contracts of pyproject.toml; `make check` shows the same."""
    surroundings = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    found = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout


def test_the_picture_of_the_packages_is_that_of_the_contracts() -> None:
    """`python -m tests.architecture` draws it again."""
    document = DOCUMENT.read_text()
    assert "```mermaid" in document
    assert updated(document) == document


def test_the_framework_series_are_the_pinned_ones() -> None:
    assert django.VERSION[:2] == (5, 2)
    assert wagtail.VERSION[:2] == (8, 0)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-extras.txt"])
def test_every_requirement_is_pinned_exactly(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    requirements = [line for line in lines if line and not line.startswith(("#", "-r "))]
    assert requirements
    assert all("==" in line for line in requirements)
