"""A page and all below it as one document."""

import itertools

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.models import Page

import pytest

from conference.models import SessionPage
from tests.conftest import PageFinder
from tests.printing.readers import MAINSTREAMING, OBJECTIVES, tree
from tests.whole_site_urls import LANGUAGES, PATHS, address

pytestmark = pytest.mark.django_db
LONG = pytest.mark.long
OTHERS = [code for code in LANGUAGES if code != "en"]


@pytest.mark.parametrize("language", ["en", *(pytest.param(code, marks=LONG) for code in OTHERS)])
@pytest.mark.parametrize("path", PATHS)
def test_every_section_prints_as_one_document(client: Client, path: str, language: str) -> None:
    sheet = tree(client.get(f"{address(path, language)}print/all/"))
    assert sheet.get("lang") == language
    assert len(sheet.cssselect("h1")) == 1
    levels = [int(heading.tag[1]) for heading in sheet.cssselect("h1,h2,h3,h4,h5,h6")]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = sheet.xpath("//@id")
    assert len(ids) == len(set(ids))
    anchors = [href[1:] for href in sheet.xpath("//a/@href") if href.startswith("#")]
    assert set(anchors) <= set(ids)


@pytest.mark.long
@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_stands_beside_its_english(client: Client, path: str, language: str) -> None:
    for form in ("print/", "print/all/"):
        sheet = tree(client.get(f"{address(path, language)}{form}?with=en"))
        assert len(sheet.cssselect("h1")) == 1
        sides = sheet.cssselect(".pair__side")
        assert {side.get("lang") for side in sides} == {language, "en"}
        lone = [row for row in sheet.cssselect(".pair") if any(not len(side) for side in row)]
        assert lone == []


def test_parts_come_in_tree_order_with_numbers_and_questions(client: Client) -> None:
    sheet = tree(client.get(f"/en/{MAINSTREAMING}/print/all/"))
    titles = [" ".join(title.text_content().split()) for title in sheet.cssselect("main h2")]
    assert titles[2:6] == ["3 Outcomes", "4 Introduction", "5 Objectives", "6 Agenda"]
    assert titles[6].startswith("7 Session 1: The scope and rationale")
    listed = [" ".join(e.text_content().split()) for e in sheet.cssselect(".contents__entry")]
    assert listed == titles
    assert "What does integrating biosafety" in sheet.text_content()


@pytest.mark.long
def test_the_cover_says_what_it_is(client: Client, page_at: PageFinder) -> None:
    cover = tree(client.get(f"/es/{MAINSTREAMING}/print/all/")).cssselect(".cover")[0]
    text = " ".join(cover.text_content().split())
    assert "Signatura del documento" in text
    assert "del 19 de enero al 6 de febrero de 2009" in text
    assert "cerrada y archivada" in text
    assert "Español" in text
    page = page_at(MAINSTREAMING)
    page.symbol = "UNEP/CBD/BS/CM-CB/5/2"
    page.save_revision().publish()
    for language in LANGUAGES:
        sheet = tree(client.get(f"/{language}/{MAINSTREAMING}/print/all/"))
        assert "UNEP/CBD/BS/CM-CB/5/2" in sheet.cssselect(".cover__symbol")[0].text_content()


def test_links_between_parts_stay_within_and_others_are_listed_once(
    client: Client, page_at: PageFinder
) -> None:
    target = page_at(OBJECTIVES)
    page = page_at(f"{MAINSTREAMING}/introduction")
    link = '<a href="https://bch.cbd.int/">BCH</a>'
    page.mandate = f'<p>{link} {link} <a linktype="page" id="{target.pk}">Objectives</a></p>'
    page.save_revision().publish()
    sheet = tree(client.get(f"/en/{MAINSTREAMING}/print/all/"))
    inner = next(a for a in sheet.cssselect("main .text a, main a") if a.text == "Objectives")
    assert inner.get("href") == f"#part-{target.pk}"
    assert inner.get("data-see") == "see section 5"
    listed = [item.text_content() for item in sheet.cssselect(".addresses li")]
    assert listed.count("https://bch.cbd.int/") == 1
    assert sheet.xpath("//*[@class='addresses']/li/a/@href") == listed
    marks = [mark.text for mark in sheet.cssselect(".link-mark")]
    assert marks.count("[1]") == 2


def add_sessions(parent: Page, numbers: range) -> None:
    for number in numbers:
        session = SessionPage(
            title=f"Session {number}",
            slug=f"session-{number}",
            theme=f"Theme {number}",
            number=number,
            locale=parent.locale,
            body=[("paragraph", f'<p><a linktype="page" id="{parent.pk}">up</a></p>')],
        )
        parent.add_child(instance=session)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["print/all/", "print/all/?with=fr", "print/all.html"])
def test_more_pages_cost_no_more_queries(client: Client, page_at: PageFinder, form: str) -> None:
    where = f"/en/{MAINSTREAMING}/{form}"
    add_sessions(page_at(MAINSTREAMING), range(10, 12))
    client.get(where)
    with CaptureQueriesContext(connection) as few:
        client.get(where)
    add_sessions(page_at(MAINSTREAMING), range(30, 60))
    with CaptureQueriesContext(connection) as many:
        response = client.get(where)
    assert "Theme 59" in response.content.decode()
    assert len(many) <= len(few)


def test_the_offline_copy_stands_alone(client: Client) -> None:
    response = client.get(f"/fr/{MAINSTREAMING}/print/all.html")
    assert response["Content-Disposition"] == 'attachment; filename="mainstreaming-fr.html"'
    page = tree(response)
    assert page.xpath("//link[@rel='stylesheet'] | //script | //nav[@class='sheet__tools']") == []
    assert "@page" in page.findtext(".//style")
    assert all(src.startswith("data:") for src in page.xpath("//img/@src"))
    hrefs = page.xpath("//a/@href")
    assert all(href.startswith(("#", "http://", "https://", "mailto:")) for href in hrefs)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“Objectives”, Capacity-building for integration"),
        ("es", "consultado el"),
        ("fr", "Disponible à l’adresse http://127.0.0.1:8000/fr/"),
    ],
)
def test_the_print_view_says_how_to_cite_it(
    client: Client, home: Page, language: str, expected: str
) -> None:
    citation = tree(client.get(f"/{language}/{OBJECTIVES}/print/")).cssselect(".citation")[0]
    assert expected in " ".join(citation.text_content().split())
    (link,) = citation.iter("a")
    assert link.get("href") == link.text_content()


def test_large_print_is_larger(client: Client, home: Page) -> None:
    assert "large" in tree(client.get("/es/print/?size=large")).get("class").split()


@pytest.mark.parametrize("levels", [130, 400])
def test_deeply_nested_text_is_printed_whole(
    client: Client, page_at: PageFinder, levels: int
) -> None:
    """The parser's own limit once lost everything after some 125 list levels."""
    page = page_at(OBJECTIVES)
    nested = "<ul><li>" * levels + "quagmire" + "</li></ul>" * levels + "<p>finch</p>"
    page.body = [("paragraph", nested)]
    page.save_revision().publish()
    for view in ("", "print/", "print/all/"):
        text = client.get(f"/en/{OBJECTIVES}/{view}").content.decode()
        assert "quagmire" in text
        assert "finch" in text
