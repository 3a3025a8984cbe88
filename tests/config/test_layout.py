"""The layout that the project stands on."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import django

import wagtail

import pytest

import manage
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


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("requirements.txt", []),
        ("requirements-extras.txt", ["extras"]),
        ("requirements-dev.txt", ["extras", "dev"]),
    ],
)
def test_every_requirement_is_locked_as_pyproject_pins_it(name: str, groups: list[str]) -> None:
    """`make lock` writes these files; pip checks the hash of all that it installs from them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"]]
    for group in groups:
        wanted += project["optional-dependencies"][group]
    locked = locked_requirements(name)
    assert [pin for pin in map(plain_pin, wanted) if pin not in locked] == []
    assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in locked.values())


def test_every_licence_is_listed() -> None:
    """`make licences` writes the list."""
    rows = re.findall(r"^\| (\S+) +\| (\S+) ", (ROOT / "docs/licences.md").read_text(), re.M)
    listed = {plain_pin(f"{name}=={version}") for name, version in rows[1:]}
    locked = locked_requirements("requirements-extras.txt").keys()
    # What only other systems or older Pythons need is not installed where the list is made.
    conditional = locked_requirements("requirements-extras.txt", conditional=True).keys()
    assert listed - locked == set()
    assert locked - conditional - listed == set()


def plain_pin(requirement: str) -> str:
    """`name==version` as lock files write it: without extras, lower case, with hyphens."""
    name, _, version = requirement.partition("==")
    return f"{re.sub(r'[-_.]+', '-', name.partition('[')[0]).lower()}=={version}"


def locked_requirements(name: str, *, conditional: bool = False) -> dict[str, str]:
    """Each pin of a lock file with its last hash; only those with a marker when `conditional`."""
    text = (ROOT / name).read_text().replace("\\\n", "")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {plain_pin(words[0]): words[-1] for words in lines if not conditional or ";" in words}


@pytest.mark.parametrize(
    ("arguments", "is_child", "expected"),
    [
        (["runserver", "--nostatic"], "", True),
        (["runserver"], "true", False),
        (["runserver", "--noreload"], "", False),
        (["migrate"], "", False),
    ],
)
def test_only_the_process_that_watches_for_changed_code_does_without_the_site(
    arguments: list[str], is_child: str, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["manage.py", *arguments])
    monkeypatch.setenv("RUN_MAIN", is_child)
    assert manage._only_watches() is expected
