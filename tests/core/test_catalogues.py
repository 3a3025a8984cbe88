"""The interface is translated completely, and a gap does not go unseen."""

from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from core.languages import gettext_catalogues

FRENCH = next(
    path for path in gettext_catalogues.interface_catalogues() if "/fr/" in path.as_posix()
)


@pytest.mark.parametrize(
    "path", gettext_catalogues.interface_catalogues(), ids=gettext_catalogues.language_of
)
def test_nothing_is_untranslated_fuzzy_or_unused(path: Path) -> None:
    assert list(gettext_catalogues.faults(path)) == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Open", msgstr=""), "untranslated"),
        (polib.POEntry(msgid="Open", msgstr="Ouverte", flags=["fuzzy"]), "fuzzy"),
        (polib.POEntry(msgid="Open", msgstr="Ouverte", obsolete=True), "no longer used"),
        (
            polib.POEntry(msgid="%(count)s pages", msgstr="%(cuenta)s páginas"),
            "placeholders differ",
        ),
        (
            polib.POEntry(
                msgid="%(n)s page", msgid_plural="%(n)s pages", msgstr_plural={0: "%(n)s", 1: "n"}
            ),
            "placeholders differ",
        ),
    ],
)
def test_each_kind_of_fault_is_named(tmp_path: Path, entry: polib.POEntry, fault: str) -> None:
    catalogue = polib.POFile()
    catalogue.append(entry)
    path = tmp_path / "django.po"
    catalogue.save(str(path))
    faults = list(gettext_catalogues.faults(path))
    assert len(faults) == 1
    assert faults[0].startswith(fault)


@pytest.fixture
def gettext() -> None:
    if not gettext_catalogues.gettext_is_installed():
        pytest.skip("gettext is not installed.")


@pytest.fixture
def changed_catalogue(gettext: None) -> Iterator[Path]:
    """The French catalogue with one string taken out and one that nobody uses."""
    before = FRENCH.read_bytes()
    catalogue = polib.pofile(str(FRENCH), wrapwidth=0)
    catalogue.remove(catalogue.find("See also"))
    catalogue.append(polib.POEntry(msgid="Nobody says this", msgstr="Personne ne dit cela"))
    catalogue.save(str(FRENCH))
    yield FRENCH
    FRENCH.write_bytes(before)


def test_a_stale_catalogue_is_noticed_and_left_as_it_was(changed_catalogue: Path) -> None:
    before = changed_catalogue.read_bytes()
    faults = gettext_catalogues.stale(changed_catalogue)
    assert len(faults) == 2
    assert "See also" in faults[0]
    assert "Nobody says this" in faults[1]
    assert changed_catalogue.read_bytes() == before


@pytest.mark.parametrize(
    "path", gettext_catalogues.interface_catalogues(), ids=gettext_catalogues.language_of
)
def test_the_catalogues_hold_the_strings_of_the_sources(gettext: None, path: Path) -> None:
    assert gettext_catalogues.stale(path) == []
