"""Spanish and French pages become translations of their originals."""

from typing import Any

from django.test import Client

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

import pytest

from conference.models import ConferencePage
from legacy_import.import_report import Outcome
from legacy_import.parsing.trail import read_trail
from tests.legacy_import.reading import import_files, page_text, trail, words_of_page

TRAILS = {
    "es": "Inicio|El Protocolo de Cartagena|Creación de capacidad|Portal|Archivo|Socioeconomía|",
    "fr": "Accueil|Le Protocole de Cartagena|Renforcement des capacités|Portail|Archives|Économie|",
}
DATES = {"es": "del 19 de enero al 6 de febrero de 2009", "fr": "19 janvier – 6 février 2009"}
OBJECTIVES = "The objectives are:\n\n1. To review.\n2. To share.\n\nThe report follows."
OBJETIVOS = "Los objetivos son:\n\n1. Examinar.\n2. Compartir.\n\nSigue el informe."


def page_in(language: str, label: str, text: str, title: str = "Consideraciones") -> str:
    return "\n".join(
        ["english | español", TRAILS[language] + label, "", title, DATES[language], "", text]
    )


@pytest.mark.long
def test_a_page_like_its_original_becomes_a_translation_string_by_string(
    client: Client, home: Page
) -> None:
    files = {
        "forumsocio_objectives.txt": page_text("Objectives", OBJECTIVES),
        "forumsocio_objectives_es.txt": page_in("es", "Objetivos", OBJETIVOS),
    }
    english, spanish = import_files(files).files
    assert english.page is not None, english.doubts
    assert spanish.page is not None, spanish.doubts
    assert spanish.page.translation_key == english.page.translation_key
    assert spanish.page.slug == "objectives"
    assert spanish.page.title == "Objetivos"
    translation = Translation.objects.get(
        source__object_id=english.page.translation_key, target_locale__language_code="es"
    )
    assert translation.enabled
    assert translation.get_progress()[0] == translation.get_progress()[1]
    rows = [row.text for row in spanish.page.specific.objectives.all()]
    assert rows == ["Examinar.", "Compartir."]
    conference = ConferencePage.objects.get(title="Socioeconomía")
    assert conference.full_title == "Consideraciones"
    assert "informe" in words_of_page(client, spanish.page)


@pytest.mark.long
def test_a_page_unlike_its_original_keeps_its_own_text(client: Client, home: Page) -> None:
    other = OBJETIVOS + "\n\nUn párrafo más.\n\n- Y una lista"
    files = {
        "forumsocio_objectives.txt": page_text("Objectives", OBJECTIVES),
        "forumsocio_objectives_es.txt": page_in("es", "Objetivos", other),
    }
    english, spanish = import_files(files).files
    assert spanish.page is not None
    assert english.page is not None
    assert spanish.page.translation_key == english.page.translation_key
    assert not Translation.objects.filter(
        source__object_id=english.page.translation_key, enabled=True
    ).exists()
    shown = words_of_page(client, spanish.page)
    assert {"párrafo", "lista", "examinar"} <= set(shown)
    assert "review" not in shown
    assert any("sentence by sentence" in doubt for doubt in spanish.doubts)


@pytest.mark.long
def test_an_agenda_in_another_language_translates_its_sessions(client: Client, home: Page) -> None:
    english = "Session 1: The scope\n\nGuiding questions\n\n- What?\n- Why?"
    french = "Séance 1 : La portée\n\nQuestions directrices\n\n- Quoi ?\n- Pourquoi ?"
    files = {
        "forumsocio_agenda.txt": page_text("Agenda", english),
        "forumsocio_agenda_fr.txt": page_in("fr", "Ordre du jour", french),
    }
    report = import_files(files).files[1]
    assert report.page is not None, report.doubts
    shown = words_of_page(client, report.page)
    assert {"portée", "quoi", "pourquoi"} <= set(shown)
    assert "scope" not in shown


@pytest.mark.long
def test_a_conference_of_the_same_name_is_the_original(home: Page) -> None:
    spanish = page_in("es", "Objetivos", OBJETIVOS).replace("Socioeconomía", "Socio-economics")
    files = {"a.txt": page_text("Objectives", OBJECTIVES), "b.txt": spanish}
    first, second = import_files(files).files
    assert first.page is not None
    assert second.page is not None
    assert second.page.translation_key == first.page.translation_key
    assert not any("dates alone" in doubt for doubt in second.doubts)


def test_a_page_without_an_original_stands_in_its_language_alone(home: Page) -> None:
    (report,) = import_files({"a.txt": page_in("es", "Objetivos", OBJETIVOS)}).files
    assert report.outcome is Outcome.CREATED
    assert report.page is not None
    assert report.page.locale == Locale.objects.get(language_code="es")
    assert any("No original was found" in doubt for doubt in report.doubts)


def test_a_language_without_a_home_page_is_refused(home: Page) -> None:
    line = trail("Socio-economics", "Introduction").removeprefix("Home|")
    (report,) = import_files({"a.html": f'<html lang="ar"><p>{line}<p>Views.'}).files
    assert report.outcome is Outcome.LEFT_OUT
    assert "no home page in this language" in report.doubts[-1]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Home|Portal|Archive|X", "en"),
        ("Inicio > Portal > X", "es"),
        ("ACCUEIL | Portail | X", "fr"),
    ],
)
def test_the_trail_tells_the_language(line: str, language: str) -> None:
    found: Any = read_trail(line)
    assert found.language == language
