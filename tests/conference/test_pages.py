"""A conference is one object: its pages, listings and languages agree."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

import pytest

from conference.models import AgendaPage, ConferencePage, MainstreamingPage, SessionPage
from tests.conftest import PageFinder

PORTAL = "protocol/capacity-building/portal"
MAINSTREAMING = f"{PORTAL}/archive/mainstreaming"
RISK_ASSESSMENT = f"{PORTAL}/archive/risk-assessment"
PARTS = ["", "/introduction", "/objectives", "/agenda", "/session-1"]


def html(client: Client, path: str, language: str = "en") -> str:
    response = client.get(f"/{language}/{path}/")
    assert response.status_code == 200
    return response.content.decode()


def add_conference(parent: Page, slug: str = "new", **fields: Any) -> ConferencePage:
    values = {
        "title": "New",
        "full_title": "A new conference",
        "slug": slug,
        "locale": parent.locale,
    }
    page: ConferencePage = parent.add_child(instance=ConferencePage(**(values | fields)))
    page.save_revision().publish()
    return page


# --- Dates and state --------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "19 January to 6 February 2009"),
        ("es", "del 19 de enero al 6 de febrero de 2009"),
        ("fr", "du 19 janvier au 6 février 2009"),
    ],
)
def test_every_page_of_a_conference_says_the_same_dates(
    client: Client, home: Page, part: str, language: str, line: str
) -> None:
    assert line in html(client, f"{MAINSTREAMING}{part}", language)


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "dates"),
    [
        ("en", "19 January to 20 February 2009"),
        ("es", "del 19 de enero al 20 de febrero de 2009"),
        ("fr", "du 19 janvier au 20 février 2009"),
    ],
)
def test_an_extension_shows_on_every_page_in_every_language(
    client: Client, page_at: PageFinder, language: str, dates: str
) -> None:
    conference = page_at(MAINSTREAMING)
    conference.extended_to = datetime(2009, 2, 20, 23, 59, tzinfo=UTC)
    conference.save_revision().publish()
    for part in PARTS:
        assert dates in html(client, f"{MAINSTREAMING}{part}", language)


def test_the_sister_conference_keeps_its_first_closing_date_on_record(
    client: Client, home: Page
) -> None:
    text = html(client, f"{RISK_ASSESSMENT}/introduction")
    assert "3 to 28 November 2008" in text
    assert "Extended: the first closing date was 14 November 2008." in text


@pytest.mark.parametrize("part", PARTS)
def test_an_archived_conference_says_so_on_every_page(
    client: Client, home: Page, part: str
) -> None:
    assert "This conference is closed and archived." in html(client, f"{MAINSTREAMING}{part}")


@pytest.mark.long
def test_the_portal_lists_conferences_by_their_state(client: Client, page_at: PageFinder) -> None:
    Page.objects.filter(url_path__contains="/portal/demo/").update(live=False)
    portal, now, day = page_at(PORTAL), timezone.now(), timedelta(days=1)
    for state, opens_at, closes_at in (
        ("upcoming", now + day, now + 9 * day),
        ("open", now - day, now + 9 * day),
        ("closed", now - 9 * day, now - day),
    ):
        add_conference(portal, state, full_title=state, opens_at=opens_at, closes_at=closes_at)
    context = client.get(f"/en/{PORTAL}/").context
    for state in ("upcoming", "open", "closed"):
        assert [page.full_title for page in context[f"{state}_conferences"]] == [state]


def test_a_draft_conference_is_not_listed(client: Client, page_at: PageFinder) -> None:
    add_conference(page_at(PORTAL), full_title="Not yet").unpublish()
    assert "Not yet" not in html(client, PORTAL)


def test_the_archive_lists_conferences_by_year_the_latest_first(client: Client, home: Page) -> None:
    text = html(client, f"{PORTAL}/archive")
    assert text.index('id="year-2009"') < text.index('id="year-2008"')
    assert text.count('class="listing__item"') == 2


# --- What an editor may enter -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"closes_at": datetime(2009, 1, 1, tzinfo=UTC)}, "closes_at"),
        ({"extended_to": datetime(2009, 2, 1, tzinfo=UTC)}, "extended_to"),
    ],
)
def test_dates_that_contradict_each_other_are_refused_at_their_field(
    page_at: PageFinder, fields: dict[str, datetime], field: str
) -> None:
    conference = page_at(MAINSTREAMING)
    for name, value in fields.items():
        setattr(conference, name, value)
    with pytest.raises(ValidationError) as refusal:
        conference.full_clean()
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize("slug", ["print", "search", "admin"])
def test_an_address_of_the_site_itself_is_refused_as_a_slug(page_at: PageFinder, slug: str) -> None:
    page = page_at(f"{MAINSTREAMING}/agenda")
    page.slug = slug
    with pytest.raises(ValidationError, match="address of the site itself"):
        page.full_clean()


def session_form(conference: Page, session: SessionPage, **data: str) -> Any:
    """The admin's form for a session, filled with `data`."""
    form_class = SessionPage.get_edit_handler().get_form_class()
    parts = {
        "body": streamfield([]),
        "closing": streamfield([]),
        "introduction": rich_text(""),
        "guiding_questions": inline_formset([]),
        "see_also_links": inline_formset([]),
        "comments": inline_formset([]),
    }
    filled = nested_form_data(parts | data) if data else None
    return form_class(data=filled, instance=session, parent_page=conference)


def test_a_session_number_that_is_taken_is_refused_by_name(page_at: PageFinder) -> None:
    form = session_form(page_at(MAINSTREAMING), SessionPage(), number="2")
    assert form.errors["number"] == ["“Session 2” has the number 2 already."]


def test_a_new_session_is_offered_the_next_number(page_at: PageFinder) -> None:
    form = session_form(page_at(MAINSTREAMING), SessionPage())
    assert form.initial["number"] == 5


def test_a_session_outside_the_dates_of_its_conference_is_refused(page_at: PageFinder) -> None:
    form = session_form(
        page_at(MAINSTREAMING),
        SessionPage(),
        number="5",
        opens_at="2009-01-01 00:00",
        closes_at="2009-03-01 00:00",
    )
    assert form.errors["opens_at"] == ["The conference opens later than that."]
    assert form.errors["closes_at"] == ["The conference closes earlier than that."]


def test_a_session_with_one_date_only_is_refused(page_at: PageFinder) -> None:
    session = page_at(f"{MAINSTREAMING}/session-1")
    session.opens_at = datetime(2009, 1, 20, tzinfo=UTC)
    with pytest.raises(ValidationError, match="both dates"):
        session.full_clean()


def test_a_conference_has_one_agenda_only(page_at: PageFinder) -> None:
    assert not AgendaPage.can_create_at(page_at(MAINSTREAMING))
    assert AgendaPage.can_create_at(page_at(RISK_ASSESSMENT))


def test_page_types_stand_where_the_tree_wants_them(page_at: PageFinder) -> None:
    assert MainstreamingPage.can_create_at(page_at(PORTAL))
    assert not MainstreamingPage.can_create_at(page_at(""))
    assert not SessionPage.can_create_at(page_at(PORTAL))
    types = [model for model in get_page_models() if model is not Page]
    nowhere = [model.__name__ for model in types if not model.allowed_parent_page_models()]
    assert nowhere == [], "stand in the subpage_types of none of their parent_page_types"
    assert [model.__name__ for model in types if not model.page_description] == []


# --- The agenda -------------------------------------------------------------------------------


def test_the_agenda_follows_the_sessions(client: Client, page_at: PageFinder) -> None:
    text = html(client, f"{MAINSTREAMING}/agenda")
    assert "The sessions run concurrently" in text
    assert text.count("<li>") >= 5
    session = page_at(f"{MAINSTREAMING}/session-1")
    session.theme = "A theme that was changed"
    session.opens_at = datetime(2009, 1, 19, tzinfo=UTC)
    session.closes_at = datetime(2009, 1, 23, tzinfo=UTC)
    session.save_revision().publish()
    text = html(client, f"{MAINSTREAMING}/agenda")
    assert "A theme that was changed" in text
    assert "19 to 22 January 2009" in text
    assert "The sessions run concurrently" not in text


def test_a_draft_session_is_not_on_the_agenda(client: Client, page_at: PageFinder) -> None:
    page_at(f"{MAINSTREAMING}/session-4").unpublish()
    assert "Session 4" not in html(client, f"{MAINSTREAMING}/agenda")


def test_a_conference_is_read_from_front_to_back(client: Client, home: Page) -> None:
    path, read = f"/en/{MAINSTREAMING}/", []
    while path:
        chrome = client.get(path).context["chrome"]
        read.append(chrome.trail[-1].text)
        path = chrome.next.url if chrome.next else ""
    assert read[:4] == ["Mainstreaming", "Introduction", "Objectives", "Agenda"]
    assert read[4:8] == ["Session 1", "Session 2", "Session 3", "Session 4"]
    assert read[8:] == ["Questions, views and follow-up"]


@pytest.mark.parametrize(
    ("language", "trail"),
    [
        (
            "en",
            "Home | The Cartagena Protocol | Capacity Building | Portal | Archive | Mainstreaming"
            " | Objectives",
        ),
        (
            "es",
            "Inicio | El Protocolo de Cartagena | Creación de capacidad | Portal | Archivo"
            " | Integración | Objetivos",
        ),
        (
            "fr",
            "Accueil | Le Protocole de Cartagena | Renforcement des capacités | Portail"
            " | Archives | Intégration | Objectifs",
        ),
    ],
)
def test_the_trail_reads_as_it_always_has(
    client: Client, home: Page, language: str, trail: str
) -> None:
    chrome = client.get(f"/{language}/{MAINSTREAMING}/objectives/").context["chrome"]
    assert " | ".join(link.text for link in chrome.trail) == trail
    assert [link.text for link in chrome.trail if link.is_current] == [chrome.trail[-1].text]
