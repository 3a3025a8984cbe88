"""The archive by address: filters, search, order and pages, alone and together."""

import re
from datetime import UTC, datetime
from typing import Any

from django.test import Client

import pytest

from capacity.archive import listing
from conference.models import SessionPage
from tests.bench.many import give_topics, index_for_search, make_conferences
from tests.capacity.conftest import ARCHIVE, Adder, Lister, archive_html
from tests.conftest import PageFinder
from tests.whole_site_urls import LANGUAGES

MAINSTREAMING = f"{ARCHIVE}/mainstreaming"
BOTH = ["mainstreaming", "risk-assessment"]


# --- Every filter alone -----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("parameters", "slugs"),
    [
        ({}, BOTH),
        ({"year": "2009"}, ["mainstreaming"]),
        ({"year": "2008"}, ["risk-assessment"]),
        ({"topic": "monitoring"}, ["risk-assessment"]),
        ({"instrument": "poverty-reduction"}, ["mainstreaming"]),
        ({"language": "fr"}, BOTH),
        ({"q": "UNEP/CBD/BS/CM-CB/5/2"}, ["risk-assessment"]),
        ({"q": "PRSP", "language": "es"}, ["mainstreaming"]),
        ({"sort": "oldest"}, ["risk-assessment", "mainstreaming"]),
    ],
)
def test_each_filter_works_in_each_language(
    listed: Lister, language: str, parameters: dict[str, str], slugs: list[str]
) -> None:
    words = {"PRSP": {"en": "PRSP", "es": "DELP", "fr": "DSRP"}}
    if parameters.get("q") in words:
        parameters = parameters | {"q": words[parameters["q"]][language]}
    assert listed(language, **parameters) == slugs


def test_a_hit_on_any_page_of_a_conference_counts_as_the_conference(
    listed: Lister, add: Adder
) -> None:
    conference = add("deep")
    session = SessionPage(
        title="Session 1", slug="session-1", theme="Cucumbers", number=1, locale=conference.locale
    )
    conference.add_child(instance=session).save_revision().publish()
    assert listed(q="cucumber") == ["deep"]


def test_the_search_is_for_what_stands_below_the_archive(listed: Lister, home: Any) -> None:
    assert listed(q="Article 22") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_filter_lists_what_can_be_read_in_that_language(
    listed: Lister, page_at: PageFinder, language: str
) -> None:
    page_at(MAINSTREAMING, "es").unpublish()
    expected = ["risk-assessment"] if language == "es" else BOTH
    assert listed("en", language=language) == expected


@pytest.mark.long
def test_titles_are_ordered_by_their_letters_whatever_marks_stand_on_them(
    listed: Lister, add: Adder
) -> None:
    for slug, title in (("z", "Zones"), ("e", "Évaluation"), ("f", "« Forêts »"), ("d", "déchets")):
        add(slug, full_title=title, opens_at=datetime(2014, 1, 1, tzinfo=UTC))
    assert listed(year="2014", sort="title") == ["d", "e", "f", "z"]


# --- Together ---------------------------------------------------------------------------------


@pytest.fixture
def many(page_at: PageFinder, monkeypatch: pytest.MonkeyPatch, topic: Any) -> None:
    """Sixty conferences in every language, two topics, five on a page."""
    monkeypatch.setattr(listing, "CONFERENCES_PER_PAGE", 5)
    made = make_conferences([page_at(ARCHIVE, code) for code in LANGUAGES], 60)
    give_topics(made, [topic("even"), topic("odd")])
    index_for_search(made)


@pytest.mark.long
def test_filters_narrow_each_other_down(listed: Lister, many: None) -> None:
    found = set(listed(topic="odd", year="1991", language="fr", q="organisms", sort="title"))
    assert found == {"many-1", "many-31"}
    assert listed(topic="even", year="1991") == []


@pytest.mark.long
def test_pages_keep_the_filters_and_filters_start_at_the_first_page(
    client: Client, many: None
) -> None:
    text = archive_html(client, topic="odd", sort="oldest", page="2")
    assert 'href="?topic=odd&amp;sort=oldest&amp;page=3" rel="next"' in text
    assert 'href="?topic=odd&amp;sort=oldest&amp;page=1" rel="prev"' in text
    assert f'<a href="/en/{ARCHIVE}/?sort=oldest">' in text
    assert "30 conferences found" in text


@pytest.mark.long
def test_the_pages_of_a_filtered_list_together_are_the_whole_list(
    listed: Lister, many: None
) -> None:
    pages = [listed(topic="odd", sort="title", page=number) for number in range(1, 7)]
    slugs = [slug for page in pages for slug in page]
    assert len(slugs) == len(set(slugs)) == 30


@pytest.mark.long
def test_each_value_says_how_many_conferences_it_would_give(client: Client, many: None) -> None:
    context = client.get(f"/en/{ARCHIVE}/", {"year": "1991"}).context
    fields = {field.name: field for field in context["form"].fields}
    assert [option.text for option in fields["topic"].options] == ["Odd (2)"]
    years = {option.value: option.text for option in fields["year"].options}
    assert years["1991"] == "1991 (2)"
    assert years["2009"] == "2009 (3)"
    assert [option.value for option in fields["year"].options if option.is_chosen] == ["1991"]


@pytest.mark.long
def test_every_chosen_filter_can_be_removed_by_a_link(client: Client, many: None) -> None:
    response = client.get(f"/en/{ARCHIVE}/", {"language": "fr", "q": "organisms", "year": "1991"})
    chosen = response.context["form"].chosen
    assert [each.text for each in chosen] == [
        "Words: organisms",
        "Year: 1991",
        'Language: <span lang="fr">français</span>',
    ]
    assert [each.url.partition("?")[2] for each in chosen] == [
        "year=1991&language=fr",
        "q=organisms&language=fr",
        "q=organisms&year=1991",
    ]


@pytest.mark.parametrize(
    ("language", "sentence", "empty"),
    [
        ("en", "0 conferences found", "No conference in the archive has all of this."),
        ("es", "0 conferencias encontradas", "Ninguna conferencia del archivo reúne todo esto."),
        ("fr", "0 conférence trouvée", "Aucune conférence des archives ne réunit tous ces"),
    ],
)
def test_nothing_found_is_said_in_the_readers_language(
    client: Client, home: Any, language: str, sentence: str, empty: str
) -> None:
    text = archive_html(client, language, year="2008", instrument="poverty-reduction")
    assert sentence in text
    assert empty in text


def test_a_filtered_view_is_left_to_readers_and_the_bare_archive_to_search_engines(
    client: Client, home: Any
) -> None:
    bare, filtered = archive_html(client), archive_html(client, year="2009")
    assert 'content="noindex' not in bare
    assert '<meta name="robots" content="noindex, follow">' in filtered
    canonical = re.compile(r'<link rel="canonical" href="([^"]+)">')
    assert canonical.findall(bare) == canonical.findall(filtered)


# --- What a reader may send -------------------------------------------------------------------

NONSENSE = ["\x00", "x" * 10_000, "-1", "999999", "%", "'; --", "\ud800", "１２", "2009 OR 1", "é"]


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize("names", ["q", "page", "q year topic instrument language sort page other"])
def test_nothing_that_is_sent_makes_it_fail(
    client: Client, home: Any, names: str, value: str
) -> None:
    """Each parameter is read on its own, and left out where it is none: all go into one request."""
    sent = re.sub("[^ -~]", _percent, value)
    query = "&".join(f"{name}={sent}" for name in names.split())
    response = client.get(f"/fr/{ARCHIVE}/?{query.replace(' ', '+')}")
    assert response.status_code == 200
    assert response.context["listing"].parameters.page >= 1


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", ["year", "topic", "instrument", "language", "sort"])
def test_an_unknown_value_is_left_out_and_said(client: Client, home: Any, name: str) -> None:
    response = client.get(f"/en/{ARCHIVE}/", {name: "<b>nothing</b>"})
    assert [page.slug for page in response.context["listing"].page_obj] == BOTH
    assert "“&lt;b&gt;nothing&lt;/b&gt;” is not a value" in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "999999", "9" * 5000, "two", ""])
def test_a_page_that_is_not_there_gives_the_nearest(listed: Lister, home: Any, page: str) -> None:
    assert listed(page=page) == BOTH


def test_a_charset_that_does_not_exist_is_no_failure(client: Client, home: Any) -> None:
    response = client.get(f"/en/{ARCHIVE}/?q=x", CONTENT_TYPE="text/plain; charset=nonsense")
    assert response.status_code == 200


# --- On paper ---------------------------------------------------------------------------------


@pytest.mark.long
def test_the_printed_archive_is_the_whole_list_without_form_and_pages(
    client: Client, many: None
) -> None:
    text = client.get(f"/en/{ARCHIVE}/print/").content.decode()
    assert text.count('class="listing__item"') == 62
    assert "<form" not in text[text.index("<main") :]
    assert 'class="pagination"' not in text


@pytest.mark.long
def test_a_filtered_archive_is_printed_filtered_and_says_so(client: Client, many: None) -> None:
    text = client.get(f"/fr/{ARCHIVE}/print/?year=1991").content.decode()
    assert text.count('class="listing__item"') == 2
    assert "<li>Année\u00a0: 1991</li>" in text
