"""Each check on texts of its own: what it finds, and what it lets pass."""

from django.utils import translation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translation.checks.problems import Text
from translation.checks.registry import CHECKS, problems_of

# The official terms stand in the database.
pytestmark = pytest.mark.django_db


def found(source: str, target: str, language: str = "fr", **more: object) -> set[str]:
    """The checks that find something, errors with an exclamation mark."""
    text = Text(source, target, "en", language, **more)  # type: ignore[arg-type]
    return {problem.check + ("!" if problem.is_error else "") for problem in problems_of(text)}


GOOD = [
    ("fr", "In 2009, 1,000 people came.", "En 2009, 1 000 personnes sont venues."),
    ("fr", "In 2009, 1,000 people came.", "En 2009, 1\u202f000 personnes sont venues."),
    ("es", "In 2009, 1,000 people came.", "En 2009 vinieron 1.000 personas."),
    ("es", "In 2009, 1,000 people came.", "En 2009 vinieron 1 000 personas."),
    ("fr", "3.5% of 12,345.67", "3,5\u00a0% de 12 345,67"),
    ("es", "3.5% of 12,345.67", "3,5\u00a0% de 12.345,67"),
    ("es", "About 3.5%", "Alrededor del 3.5\u00a0%"),
    ("fr", "The 4 sessions and three others", "Les quatre sessions et 3 autres"),
    ("fr", "10 a.m.–4 p.m. UTC", "De 10 h à 16 h UTC"),
    ("fr", "The 10<sup>th</sup> meeting", "La 10<sup>e</sup> réunion"),
    ("es", "The 10th meeting", "La décima reunión"),
    ("fr", "from 3 to 14 November 2008", "du 3 au 14 novembre 2008"),
    ("fr", "January 1, 2009", "1er janvier 2009"),
    ("es", "Monday, 19 January 2009", "lunes, 19 de enero de 2009"),
    ("ar", "on 14 January 2009", "في ١٤ يناير ٢٠٠٩"),
    ("ru", "on 14 January 2009", "14 января 2009 года"),
    ("zh-hans", "on 14 January 2009", "2009年1月14日"),
    ("fr", "1 March 2009 may be chosen", "Le 1er mars 2009 peut être choisi"),
    ("fr", "document UNEP/CBD/BS/CM-CB/5/2", "document UNEP/CBD/BS/CM-CB/5/2"),
    ("fr", "decision BS-III/3, paragraph 7", "paragraphe 7 de la décision BS-III/3"),
    ("es", "Articles 20 and 22", "artículos 20 y 22"),
    ("es", "notification 2009-004", "notificación 2009-004"),
    ("fr", 'See <a id="a1">the page</a>.', 'Voir <a id="a1">la page</a>.'),
    ("fr", "Hello %(name)s, {count} of %s", "Bonjour %(name)s, {count} sur %s"),
    ("fr", "a <b>bold</b> move", "un geste <b>audacieux</b>"),
    ("fr", "Introduction", "Introduction"),
    ("es", "San José, Costa Rica", "San José, Costa Rica"),
    ("es", "UNEP/CBD/BS/CM-CB/5/2", "UNEP/CBD/BS/CM-CB/5/2"),
    ("fr", "https://www.cbd.int/biosafety", "https://www.cbd.int/biosafety"),
    ("fr", "2009 – 2010", "2009 – 2010"),
    ("fr", "Why? So: good; at 10:30!", "Pourquoi\u202f? Ainsi\u00a0: bien\u202f; à 10:30\u202f!"),
    ("fr", "He said “yes”.", "Il a dit «\u202foui\u202f»."),
    ("es", "Why? Good!", "¿Por qué? ¡Bien!"),
    ("ar", "one, two?", "واحد، اثنان؟"),
    ("es", "in the 21st century", "en el siglo XXI"),
    ("fr", "in the 21st century", "au XXIe siècle"),
    ("es", "of the 19th and 20th centuries", "de los siglos XIX y XX"),
    ("fr", "of the 19th and 20th centuries", "des XIXe et XXe siècles"),
    ("fr", "call +1 514 288 2220 now", "appelez le +1 514 288 2220 maintenant"),
    ("es", "at 17.30 hours", "a las 17.30 horas"),
    ("fr", "at 17.30 hours", "à 17 h 30"),
]

BAD = [
    ("numbers!", "fr", "1,000 people", "1,000 personnes"),
    ("numbers!", "es", "1,000 people", "1,000 personas"),
    ("numbers!", "fr", "in 2009", "en 2008"),
    ("numbers!", "es", "in the 21st century", "en el siglo XX"),
    ("numbers!", "fr", "in the 21st century", "au XXe siècle"),
    ("numbers!", "fr", "at 17.30 hours", "à 17 h 45"),
    ("numbers!", "fr", "call +1 514 288 2220 now", "appelez le +1 514 288 2221 maintenant"),
    ("numbers!", "es", "12.5 per cent", "125 por ciento"),
    ("numbers", "fr", "the 4 sessions", "les sessions"),
    ("numbers", "fr", "the sessions", "les 40 sessions"),
    ("dates!", "fr", "from 3 to 14 November", "du 3 au 14 octobre"),
    ("dates!", "fr", "14 January 2009", "14 January 2009"),
    ("dates!", "fr", "from 19 January to 6 February", "du 6 janvier au 19 février"),
    ("dates!", "es", "14 May 2009", "14 de marzo de 2009"),
    ("dates", "es", "Monday, 19 January", "martes, 19 de enero"),
    ("symbols!", "fr", "document UNEP/CBD/BS/CM-CB/5/2", "document UNEP/CBD/BS/CM-CB/5"),
    ("symbols!", "fr", "decision BS-III/3", "décision BS-IV/3"),
    ("symbols!", "fr", "notification 2009-004", "notification 2009-005"),
    ("provisions", "es", "under Article 22", "según el 22"),
    ("links!", "fr", 'See <a id="a1">here</a>.', "Voir ici."),
    ("links!", "fr", "See here.", 'Voir <a id="a7">ici</a>.'),
    ("links!", "fr", '<a id="a1">x</a> and y', '<a id="a1">x</a> et <a id="a1">y</a>'),
    ("links", "fr", "see https://www.cbd.int/x now", "voir le site"),
    ("placeholders!", "es", "Hello %(name)s", "Hola %(nombre)s"),
    ("placeholders!", "es", "of {count}", "de"),
    ("markup!", "fr", "a <b>bold</b> move", "un geste <b>audacieux"),
    ("markup!", "fr", "a move", "un <div>geste</div>"),
    ("markup!", "fr", "a <b>bold</b> move", '<b class="x">audace</b>'),
    ("markup", "fr", "a <b>bold</b> move", "un geste audacieux"),
    ("untranslated!", "fr", "a text", ""),
    ("untranslated!", "fr", "a text", " \u00a0 "),
    ("equal", "fr", "Online conference for all", "Online conference for all"),
    ("french", "fr", "Why?", "Pourquoi?"),
    ("french", "fr", "Why?", "Pourquoi ?"),
    ("french", "fr", "So: good", "Ainsi: bien"),
    ("french", "fr", "So: good", "Ainsi : bien"),
    ("french", "fr", "He said “yes”.", "Il a dit «oui»."),
    ("french", "fr", "He said “yes”.", "Il a dit “oui”."),
    ("spanish", "es", "Why?", "Por qué?"),
    ("spanish", "es", "Good!", "Bien!"),
    ("arabic", "ar", "one, two?", "واحد, اثنان?"),
    ("spaces", "es", "one two", "uno  dos"),
    ("spaces", "es", "one two", "uno dos "),
]


@pytest.mark.parametrize(("language", "source", "target"), GOOD)
def test_a_good_translation_has_no_problem(language: str, source: str, target: str) -> None:
    assert found(source, target, language) == set()


@pytest.mark.parametrize(("check", "language", "source", "target"), BAD)
def test_a_fault_is_found(check: str, language: str, source: str, target: str) -> None:
    assert check in found(source, target, language)


# These need a limit, a draft, or rows of the database, and have tests of their own.
WITHOUT_ROWS = {"length", "doubtful", "terms", "authentic"}


def test_every_check_has_a_wrong_pair() -> None:
    with_rows = {check.removesuffix("!") for check, *_pair in BAD}
    assert {check.key for check in CHECKS} == with_rows | WITHOUT_ROWS


def test_a_text_longer_than_its_field_is_an_error() -> None:
    assert found("a", "b" * 21, limit=20) == {"length!"}
    assert found("a", "b" * 20, limit=20) == set()


def test_markup_does_not_count_as_length() -> None:
    assert found("<b>abc</b> &amp; d", "<b>abd</b> &amp; e", limit=7) == set()


def test_a_link_to_a_page_that_is_gone_is_an_error_and_one_to_a_missing_language_a_warning() -> (
    None
):
    link = '<a id="a1">x</a> more'
    assert found(link, link.replace("more", "plus"), dead_links=frozenset({"a1"})) == {"links!"}
    assert found(link, link.replace("more", "plus"), foreign_links=frozenset({"a1"})) == {"links"}


def test_messages_are_in_the_language_of_whoever_reads_them() -> None:
    (problem,) = problems_of(Text("in 2009", "en ce temps", "en", "fr"))
    with translation.override("en"):
        english = str(problem)
    with translation.override("es"):
        spanish = str(problem)
    assert "2009" in english
    assert "2009" in spanish
    assert english != spanish


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["fr", "es", "ar", "zh-hans"]))
def test_no_text_makes_a_check_fail(source: str, target: str, language: str) -> None:
    for problem in problems_of(Text(source, target, "en", language)):
        assert str(problem)
        assert problem.check in {check.key for check in CHECKS}


@given(st.integers(min_value=13, max_value=10**9), st.sampled_from(["fr", "es"]))
def test_every_number_is_found_in_the_form_of_its_language(number: int, language: str) -> None:
    grouped = f"{number:,}".replace(",", "\u202f" if language == "fr" else ".")
    assert found(f"of {number:,} pages", f"de {grouped} pages", language) == set()
    assert "numbers!" in found(f"of {number:,} pages", f"de {number + 1} pages", language)
