"""Terms from the data file, brought once."""

import re
from typing import Any

from core.seeding.seed_toml import SeedReport
from terms.models import Concept, Term
from terms.seed import seed


def test_the_terms_of_the_file_are_there_in_six_languages(db: None) -> None:
    assert Concept.objects.count() == 58
    for language in ("ar", "en", "es", "fr", "ru", "zh"):
        terms = Term.objects.filter(language=language)
        assert terms.exclude(status__in=["admitted", "forbidden"]).count() == 58


def test_everyday_words_are_admitted_terms_of_their_concept(db: None) -> None:
    admitted = Term.objects.filter(status="admitted").values_list("concept__key", "text")
    assert set(admitted) == {
        ("4", "bioseguridad"),
        ("4", "biosécurité"),
        ("58", "biodiversity"),
        ("58", "biodiversidad"),
        ("58", "biodiversité"),
    }


def test_the_public_names_of_living_modified_organisms_are_found_but_not_used(db: None) -> None:
    forbidden = Term.objects.filter(status="forbidden")
    assert set(forbidden.values_list("concept__key", flat=True)) == {"6"}
    assert {"GMO", "OGM", "ГМО"} <= set(forbidden.values_list("abbreviation", flat=True))


def test_a_definition_of_the_file_names_its_official_source(db: None) -> None:
    defined = Term.objects.exclude(definition="")
    assert defined.count() == 3
    for term in defined:
        assert re.search(r"\(.*(Article|artículo|article) \d+", term.definition)


def test_what_is_not_confirmed_is_preferred_and_never_official(db: None) -> None:
    doubted = Term.objects.filter(is_unconfirmed=True)
    assert set(doubted.values_list("status", flat=True)) == {"preferred"}
    assert doubted.filter(concept__key="35", language="es").exists()


def test_repeating_the_seed_keeps_what_editors_did(
    db: None, django_assert_num_queries: Any
) -> None:
    Term.objects.filter(concept__key="6", language="es", status="official").update(
        text="otro término"
    )
    Term.objects.filter(concept__key="6", language="ru", status="official").delete()
    Concept.objects.get(key="7").delete()
    before = set(Term.objects.values_list("concept__key", "language", "text"))
    with django_assert_num_queries(1):
        seed(SeedReport())
    assert set(Term.objects.values_list("concept__key", "language", "text")) == before


def test_a_later_row_of_the_file_is_brought(db: None, settings: Any, tmp_path: Any) -> None:
    lines = settings.TERMS_FILE.read_text(encoding="utf-8")
    settings.TERMS_FILE = tmp_path / "terms.csv"
    settings.TERMS_FILE.write_text(
        f"{lines}6,text,es,OVM de prueba,,forbidden,,,\n", encoding="utf-8"
    )
    before = Term.objects.filter(concept__key="6").count()
    seed(SeedReport())
    assert Term.objects.get(text="OVM de prueba").concept.key == "6"
    assert Term.objects.filter(concept__key="6").count() == before + 1
