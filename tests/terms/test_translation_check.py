"""What a translator is told about terms before a translation goes out."""

from typing import Any

from django.utils import translation

import pytest

from terms import bilingual_terms
from terms.models import Concept, Term
from terms.translation_check import FORBIDDEN_USED, OFFICIAL_MISSING, problems, problems_by

FORMS = [
    ("es", "Living modified organisms (LMOs)", "los organismos vivos modificados"),
    ("es", "Each LMO", "Cada OVM"),
    ("es", "The Parties and the Party", "Las Partes y la Parte"),
    ("es", "transboundary movements", "los movimientos transfronterizos"),
    ("fr", "Living modified organisms", "des <b>organismes vivants</b> modifiés"),
    ("fr", "risk assessments", "les évaluations des risques"),
    ("fr", "the Biosafety Clearing-House", "au Centre d'échange pour la prévention des risques biotechnologiques"),  # noqa: E501
    ("fr", "capacity building", "le renforcement des capacités"),
    ("ru", "under the Cartagena Protocol on Biosafety", "в рамках Картахенского протокола по биобезопасности"),  # noqa: E501
    ("ru", "of living modified organisms", "живых измененных организмов"),
    ("ar", "capacity-building and risk assessment", "وبناء القدرات وتقييم المخاطر"),
    ("ar", "the Biosafety Clearing-House", "لغرفة تبادل معلومات السلامة الأحيائية"),
    ("ar", "Each Party; the Parties", "مقرَّر الأطراف"),
    ("ar", "risks of living modified organisms", "مخاطر الكائنات الحية المحوَّرة"),
    ("ar", "living modified organisms", "كائنات حية محورة"),
    ("ru", "Fifth meeting of the COP-MOP", "Пятое совещание КС-ССП"),
    ("zh-hans", "the Cartagena Protocol on Biosafety", "根据卡塔赫纳生物安全议定书的规定"),
    ("zh", "living modified organisms", "改性活生物体的越境转移"),
]  # fmt: skip


def found(*arguments: str) -> list[tuple[str, str]]:
    return [(problem.kind, problem.term) for problem in problems(*arguments)]


@pytest.mark.parametrize(("language", "source", "target"), FORMS)
def test_an_official_term_counts_in_every_form_of_its_words(
    db: None, language: str, source: str, target: str
) -> None:
    assert found(source, target, "en", language) == []
    assert (OFFICIAL_MISSING) in [kind for kind, _term in found(source, "— —", "en", language)]


def test_a_missing_official_term_is_named_with_what_is_expected(db: None) -> None:
    (problem,) = problems("Handling of LMOs", "Manipulación de semillas", "en", "es")
    assert problem.message == (
        "“living modified organism” is officially “organismo vivo modificado (OVM)”."
    )


def test_the_message_is_in_the_readers_language(db: None) -> None:
    (problem,) = problems("Handling of LMOs", "Manipulación de semillas", "en", "es")
    with translation.override("es"):
        assert "organismo vivo modificado (OVM)" in problem.message
        assert "officially" not in problem.message


def test_a_term_that_is_not_confirmed_is_not_asked_for(db: None) -> None:
    assert found("An online conference", "Un congreso virtual", "en", "es") == []


def test_a_term_within_a_longer_one_is_not_asked_for_by_itself(db: None) -> None:
    source = "The Convention on Biological Diversity"
    assert found(source, "El CDB", "en", "es") == []
    whole = found("Conference of the Parties serving as the meeting of the Parties to the Protocol",
                  "Conferencia", "en", "es")  # fmt: skip
    assert len(whole) == 1


def test_a_document_symbol_or_an_address_is_no_term(db: None) -> None:
    source = "See UNEP/CBD/BS/CM-CB/5/2 at https://cbd.int/GEF or ask GEF@CBD.int"
    assert found(source, "Véase", "en", "es") == []
    assert found("UNEP and GEF", "Véase", "en", "es") != []


def test_party_is_a_term_with_its_capital_only(db: None) -> None:
    assert found("a party of friends", "una fiesta", "en", "es") == []
    assert found("Each Party shall", "Cada país debe", "en", "es") == [(OFFICIAL_MISSING, "Party")]


def test_a_label_is_a_term_only_where_it_is_the_whole_text(db: None) -> None:
    assert found("Home", "Inicio", "en", "es") == []
    assert found("Home", "Casa", "en", "es") == [(OFFICIAL_MISSING, "Home")]
    assert found("A portal with help for your search at Home", "x", "en", "es") == []


@pytest.fixture
def forbidden(db: None) -> Term:
    concept = Concept.objects.get(key="6")
    return Term.objects.create(
        concept=concept, language="es", text="organismo modificado", status="forbidden"
    )


def test_a_forbidden_term_is_found_whatever_the_original_says(forbidden: Term) -> None:
    (problem,) = problems("It moves.", "Los organismos modificados se mueven.", "en", "es")
    assert (problem.kind, problem.term) == (FORBIDDEN_USED, "organismo modificado")
    assert "organismo vivo modificado (OVM)" in problem.message


def test_a_forbidden_term_is_no_translation_of_its_concept(forbidden: Term) -> None:
    kinds = [kind for kind, _term in found("LMOs", "organismos modificados", "en", "es")]
    assert kinds == [OFFICIAL_MISSING, FORBIDDEN_USED]


def test_a_permitted_term_may_contain_a_forbidden_one(db: None) -> None:
    concept = Concept.objects.get(key="6")
    Term.objects.create(concept=concept, language="es", text="organismo", status="forbidden")
    assert found("LMOs", "organismos vivos modificados", "en", "es") == []


def test_an_admitted_term_will_do(db: None) -> None:
    concept = Concept.objects.get(key="6")
    Term.objects.create(concept=concept, language="es", text="organismo transgénico",
                        status="admitted")  # fmt: skip
    assert found("LMOs", "organismos transgénicos", "en", "es") == []


def test_an_empty_translation_is_another_matter(db: None) -> None:
    assert found("Each Party and its LMOs", "  ", "en", "es") == []


def test_two_hundred_segments_cost_one_query(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        terms = bilingual_terms.between("en", "es")
        for number in range(200):
            problems_by(terms, f"Each Party {number} assesses LMOs", "Cada Parte evalúa los OVM")
    with django_assert_num_queries(0):
        problems("Each Party", "Cada Parte", "en", "es")


def test_a_change_is_known_at_once(db: None) -> None:
    assert found("LMOs", "semillas", "en", "es") != []
    Concept.objects.get(key="6").terms.get(language="es", status="official").delete()
    assert found("LMOs", "semillas", "en", "es") == []
