"""The interface is translated completely, and a gap does not go unseen."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

import polib
import pytest

from core.languages import gettext_catalogues
from core.languages.gettext_catalogues import PATTERNS
from core.languages.message_checks import bare_word_faults, typography_faults

# What a template leaves to translators, and comments.
IN_MESSAGES = re.compile(r"\{% (blocktranslate|comment).*?\{% end\1 %\}|\{#.*?#\}", re.DOTALL)
GLUED = re.compile(r"[(（](?:\{\{|\{%|<).*|.*(?:\}\}|%\})(?:\)|: ?(?:\{\{|\{%|<)).*")
FRENCH = next(
    path for path in gettext_catalogues.interface_catalogues() if "/fr/" in path.as_posix()
)


@pytest.mark.parametrize(
    "path", gettext_catalogues.interface_catalogues(), ids=gettext_catalogues.language_of
)
def test_nothing_is_untranslated_fuzzy_or_unused(path: Path) -> None:
    assert list(gettext_catalogues.faults(path)) == []
    assert list(bare_word_faults(path)) == []


@pytest.mark.parametrize(
    ("text", "context", "is_found"),
    [
        ("Open", None, True),
        ("Delete…", None, True),
        ("(optional)", None, True),
        ("Topics:", None, True),
        ("Open", "state of a conference", False),
        ("Open conferences", None, False),
        ("“%(word)s”", None, False),
        ("Europe", None, False),
        ("PDF", None, False),
    ],
)
def test_one_word_needs_a_context_unless_it_has_one_meaning(
    tmp_path: Path, text: str, context: str | None, is_found: bool
) -> None:
    entry = polib.POEntry(msgid=text, msgctxt=context, msgstr="x")
    assert len(list(bare_word_faults(saved(tmp_path, "es", entry)))) == is_found


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
    faults = list(gettext_catalogues.faults(saved(tmp_path, "es", entry)))
    assert len(faults) == 1
    assert faults[0].startswith(fault)


PLURAL_FORMS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;",
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<12 || n%100>14) ? 1 : 2);",
    "zh_Hans": "nplurals=1; plural=0;",
}


def saved(folder: Path, language: str, *entries: polib.POEntry, plurals: str = "") -> Path:
    """Saves a catalogue with header and patterns, and returns its path."""
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": plurals or PLURAL_FORMS[language],
    }
    catalogue.extend(polib.POEntry(msgctxt=name, msgid="x", msgstr="x") for name in PATTERNS)
    catalogue.extend(entries)
    path = folder / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    catalogue.save(str(path))
    return path


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_the_plural_forms_of_each_language_are_accepted(tmp_path: Path, language: str) -> None:
    assert list(gettext_catalogues.faults(saved(tmp_path, language))) == []


@pytest.mark.parametrize(
    ("language", "copied"), [("ar", "es"), ("ru", "fr"), ("zh_Hans", "es"), ("fr", "es")]
)
def test_plural_forms_copied_from_another_language_are_found(
    tmp_path: Path, language: str, copied: str
) -> None:
    path = saved(tmp_path, language, plurals=PLURAL_FORMS[copied])
    [fault] = gettext_catalogues.faults(path)
    assert fault.startswith("Plural-Forms is not that of")


def test_an_entry_with_too_few_plural_forms_is_found(tmp_path: Path) -> None:
    entry = polib.POEntry(
        msgid="%(n)s day",
        msgid_plural="%(n)s days",
        msgstr_plural={0: "%(n)s день", 1: "%(n)s дня"},
    )
    [fault] = gettext_catalogues.faults(saved(tmp_path, "ru", entry))
    assert fault.startswith("2 plural forms in place of 3")


def test_an_empty_catalogue_and_a_missing_pattern_are_found(tmp_path: Path) -> None:
    path = saved(tmp_path, "fr")
    content = polib.pofile(str(path))
    content.remove(content.find("x", msgctxt="time of day"))
    content.save()
    assert list(gettext_catalogues.faults(path)) == ["pattern missing: 'time of day'"]
    content.clear()
    content.save()
    assert list(gettext_catalogues.faults(path)) == ["the catalogue is empty"]


def test_a_header_of_another_language_is_found(tmp_path: Path) -> None:
    path = saved(tmp_path, "es")
    content = polib.pofile(str(path))
    content.metadata["Language"] = "fr"
    content.save()
    [fault] = gettext_catalogues.faults(path)
    assert fault.startswith("the header says Language: 'fr'")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "No puede publicar «%(title)s»."),
        ("es", "Citas con “> ”, listas con “- ”."),
        ("fr", "Où\u202f? Ici\u202f; «\u202f%(title)s\u202f»\u00a0: oui\u202f!"),
        ("fr", "Voir https://bch.cbd.int/?a=1;b à 23:59."),
        ("en", "An organization otherwise advised; a capacity-building exercise"),
        ("zh_Hans", "“%(title)s”：是"),
    ],
)
def test_right_typography_passes(language: str, text: str) -> None:
    assert list(typography_faults(text, language)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "No puede publicar “%(title)s”."),
        ("es", 'No puede publicar "%(title)s".'),
        ("fr", "Mot de passe oublié ?"),
        ("fr", "Mot de passe oublié\u00a0?"),
        ("fr", "« %(title)s »"),
        ("fr", "%(title)s: oui"),
        ("fr", "dans l’application :"),
        ("fr", "“%(title)s”"),
        ("en", "Synchronise the organisations"),
        ("en", "on capacity building"),
    ],
)
def test_wrong_typography_is_found(language: str, text: str) -> None:
    assert list(typography_faults(text, language)) != []


def test_brackets_and_colons_around_values_are_messages() -> None:
    found = []
    for path in Path(settings.BASE_DIR, "templates").rglob("*.*"):
        own = IN_MESSAGES.sub("", path.read_text(encoding="utf-8"))
        found += [f"{path.name}: {match[0]}" for match in GLUED.finditer(own)]
    assert found == []


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


@pytest.mark.slow
def test_a_stale_catalogue_is_noticed_and_left_as_it_was(changed_catalogue: Path) -> None:
    before = changed_catalogue.read_bytes()
    faults = gettext_catalogues.stale()[changed_catalogue]
    assert len(faults) == 2
    assert "See also" in faults[0]
    assert "Nobody says this" in faults[1]
    assert changed_catalogue.read_bytes() == before


@pytest.mark.slow
def test_the_catalogues_hold_the_strings_of_the_sources(gettext: None) -> None:
    found = gettext_catalogues.stale()
    assert sorted(found) == gettext_catalogues.interface_catalogues()
    assert not any(found.values())


def test_translators_are_told_what_each_placeholder_stands_for(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "%(count)s of %(strange)s"\nmsgstr ""\n')
    (fault,) = gettext_catalogues.note_faults(path)
    assert "%(strange)s" in fault
    assert "NOTES of site/core/languages/placeholder_notes.py" in fault
    for catalogue in gettext_catalogues.interface_catalogues():
        assert "Translators: %(count)s is a number." in catalogue.read_text(encoding="utf-8")
