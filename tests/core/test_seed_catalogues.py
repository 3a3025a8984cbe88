"""The seed's translations and the command that keeps them in step with the pages."""

import re
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from wagtail.models import Page

import polib
import pytest

from core.languages.message_checks import typography_faults
from core.seeding import discover, seed_catalogues
from tests.conftest import PageFinder

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
RISK_ASSESSMENT = "protocol/capacity-building/portal/archive/risk-assessment"
LANGUAGES = ["ar", "es", "fr", "ru", "zh-hans"]
DESCRIPTION_LENGTH = 160  # characters that a search engine shows


def entries(language: str) -> list[polib.POEntry]:
    """Every entry of the seed's catalogues in `language`."""
    return [
        entry
        for app_seed in discover()
        if app_seed.pages
        for entry in polib.pofile(str(app_seed.catalogue_path(language)))
    ]


def pieces(pattern: str, text: str) -> list[str]:
    return sorted(re.findall(pattern, text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_markup_of_its_source(language: str) -> None:
    for entry in entries(language):
        assert pieces(r"<[^>]+>", entry.msgstr) == pieces(r"<[^>]+>", entry.msgid)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_numbers_and_symbols_of_documents(language: str) -> None:
    pattern = r"(?a)UNEP/[\w/-]+|BS-III/3|2009-004"
    cited = [entry for entry in entries(language) if re.search(pattern, entry.msgid)]
    assert len(cited) >= 4
    for entry in cited:
        assert pieces(pattern, entry.msgstr) == pieces(pattern, entry.msgid)


def test_every_description_is_short_and_its_own(home: Page) -> None:
    pages = Page.objects.filter(depth__gt=1).select_related("locale")
    described = [(page.locale.language_code, page.search_description) for page in pages]
    assert len(set(described)) == len(described)
    assert [text for _code, text in described if not 0 < len(text) <= DESCRIPTION_LENGTH] == []


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", "Home|The Cartagena Protocol|Capacity Building|Portal|Archive|Mainstreaming"),
        ("es", "Inicio|El Protocolo de Cartagena|Creación de capacidad|Portal|Archivo|Integración"),
        (
            "fr",
            "Accueil|Le Protocole de Cartagena|Renforcement des capacités|Portail|Archives|"
            "Intégration",
        ),
    ],
)
def test_the_trail_has_the_official_labels(page_at: PageFinder, language: str, labels: str) -> None:
    page = page_at(MAINSTREAMING, language)
    assert "|".join(page.title for page in page.lineage) == labels


@pytest.mark.long
def test_checking_a_complete_seed_says_so(home: Page, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("refresh_seed_catalogues", check=True)
    assert "completely" in capsys.readouterr().out


@pytest.mark.long
def test_checking_lists_what_is_missing_and_what_is_unused(page_at: PageFinder) -> None:
    page = page_at(RISK_ASSESSMENT)
    page.title = "Assessing risks"
    page.save()
    with pytest.raises(CommandError) as error:
        call_command("refresh_seed_catalogues", check=True)
    assert str(error.value).splitlines() == [
        "conference/seed.es.po: missing: 'Assessing risks'",
        "conference/seed.es.po: not in the seed: 'Risk assessment'",
        "conference/seed.fr.po: missing: 'Assessing risks'",
        "conference/seed.fr.po: not in the seed: 'Risk assessment'",
    ]


@pytest.mark.long
def test_refreshing_complete_catalogues_leaves_the_files_as_they_are(
    home: Page, tmp_path: Path
) -> None:
    for app_seed in filter(lambda each: each.pages, discover()):
        strings = seed_catalogues.strings_of(app_seed)
        for language in LANGUAGES:
            path = app_seed.catalogue_path(language)
            copy = tmp_path / path.name
            shutil.copy(path, copy)
            assert seed_catalogues.rewrite(copy, language, strings) == 0
            assert copy.read_bytes() == path.read_bytes()


def test_only_languages_with_a_catalogue_are_refreshed() -> None:
    with override_settings(LANGUAGES=[*settings.LANGUAGES, ("pt", "português")]):
        found = [
            seed_catalogues.languages_of(app_seed) for app_seed in discover() if app_seed.pages
        ]
    assert found == [["es", "fr"]] * 3


@pytest.mark.long
def test_refreshing_names_the_page_that_is_not_seeded(page_at: PageFinder) -> None:
    page_at(f"{RISK_ASSESSMENT}/introduction").delete()
    with pytest.raises(CommandError, match="risk-assessment/introduction is not seeded"):
        call_command("refresh_seed_catalogues")


def test_the_source_language_has_no_catalogue() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("refresh_seed_catalogues", "--language=en")


def test_fuzzy_and_empty_translations_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "seed.fr.po"
    seed_catalogues.rewrite(path, "fr", {"One": "a", "Two": "a"})
    catalogue = polib.pofile(str(path))
    catalogue[0].msgstr, catalogue[0].flags = "Un", ["fuzzy"]
    catalogue.save()
    assert list(seed_catalogues.faults(path, {"One": "a", "Two": "a"})) == [
        "untranslated or fuzzy: 'One'",
        "untranslated or fuzzy: 'Two'",
    ]


def test_every_language_has_every_string_whatever_the_languages_of_the_site() -> None:
    for app_seed in discover():
        if app_seed.pages:
            paths = [app_seed.catalogue_path(code) for code in LANGUAGES]
            assert app_seed.catalogue_paths == paths
            assert list(seed_catalogues.faults_between(paths)) == []


def test_a_string_that_only_another_language_has_is_missing(tmp_path: Path) -> None:
    paths = [tmp_path / "seed.ar.po", tmp_path / "seed.fr.po"]
    for path, texts in zip(paths, (["One"], ["One", "Two"]), strict=True):
        catalogue = polib.POFile()
        catalogue.extend(polib.POEntry(msgid=text, msgstr=text) for text in texts)
        catalogue.save(str(path))
    faults = list(seed_catalogues.faults_between(paths))
    assert faults == [f"{tmp_path.name}/seed.ar.po: missing: 'Two'"]


def test_a_catalogue_that_is_not_there_lacks_every_string(tmp_path: Path) -> None:
    faults = list(seed_catalogues.faults(tmp_path / "seed.ar.po", {"One": "a"}))
    assert faults == ["missing: 'One'"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_originals_and_translations_have_the_typography_of_their_language(language: str) -> None:
    faults = [
        fault
        for entry in entries(language)
        for text, code in ((entry.msgid, "en"), (entry.msgstr, language))
        for fault in typography_faults(text, code.replace("-hans", "_Hans"))
    ]
    assert faults == []
