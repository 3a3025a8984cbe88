"""What the pages of a conference say before their text: name, dates, state, and the way beside."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

import pytest
from lxml.html import HtmlElement, document_fromstring

from conference.models import ConferencePage, SessionPage
from tests.conference.extension_helpers import conference, minute

__all__ = ["conference"]

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"


def page(client: Client, address: str) -> HtmlElement:
    response = client.get(address)
    assert response.status_code == 200
    return document_fromstring(response.content.decode())


def text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def add_session(parent: ConferencePage, number: int, **fields: Any) -> SessionPage:
    session = SessionPage(
        title=f"Session {number}",
        slug=f"session-{number}",
        theme="Traits in fish",
        number=number,
        locale=parent.locale,
        **fields,
    )
    parent.add_child(instance=session).save_revision().publish()
    return session


# --- "Session 1: theme" -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Session 1: The scope and rationale"),
        ("es", "Sesión 1: Alcance y justificación"),
        ("fr", "Session 1\u00a0: Portée et justification"),
    ],
)
def test_a_session_is_named_with_its_theme_in_heading_tab_menu_and_search(
    client: Client, db: None, language: str, name: str
) -> None:
    tree = page(client, f"/{language}/{MAINSTREAMING}/session-1/")
    heading = tree.find(".//h1").text_content()
    assert heading.startswith(name)
    assert tree.find(".//title").text_content().startswith(name)
    current = tree.xpath("//nav[contains(@class, 'section-nav')]//a[@aria-current='page']")
    assert [link.text_content() for link in current] == [heading]
    before = page(client, f"/{language}/{MAINSTREAMING}/agenda/")
    (following,) = before.xpath("//a[@rel='next']")
    assert text_of(following).endswith(" ".join(heading.split()))
    found = client.get(f"/{language}/search/", {"q": f'"{heading.split(": ")[1]}"'})
    assert heading in [result.head.title for result in found.context["results"]]


def test_the_trail_keeps_the_short_label(client: Client, db: None) -> None:
    tree = page(client, f"/en/{MAINSTREAMING}/session-1/")
    (current,) = tree.xpath("//nav[@class='trail']//*[@aria-current='page']")
    assert current.text_content() == "Session 1"


# --- One list of siblings -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "language", "line"),
    [
        ("objectives", "en", "See also the Introduction and Agenda pages."),
        ("introduction", "en", "See also the Objectives and Agenda pages."),
        ("session-1", "en", "See also the Introduction, Objectives and Agenda pages."),
        ("objectives", "es", "Véanse también las páginas Introducción y Programa."),
        ("objectives", "fr", "Voir aussi les pages Introduction et Ordre du jour."),
    ],
)
def test_the_standing_pages_are_named_in_one_line_below_the_dates(
    client: Client, db: None, part: str, language: str, line: str
) -> None:
    tree = page(client, f"/{language}/{MAINSTREAMING}/{part}/")
    (dates, see_also) = tree.xpath("//p[contains(@class, 'dates')] | //nav[@class='see-also-line']")
    assert "2009" in dates.text_content()
    assert text_of(see_also) == line


def test_siblings_are_listed_once_and_nowhere_below_the_text(client: Client, db: None) -> None:
    tree = page(client, f"/en/{MAINSTREAMING}/session-2/")
    links = tree.xpath("//a[contains(@href, '/session-4/')]")
    assert [link.xpath("ancestor::nav/@class")[0] for link in links] == ["section-nav"]
    assert not tree.find_class("see-also")


def test_the_conference_itself_lists_its_pages_in_its_text_only(client: Client, db: None) -> None:
    tree = page(client, f"/en/{MAINSTREAMING}/")
    links = tree.xpath("//a[contains(@href, '/session-4/')]")
    assert len(links) == 1
    assert not tree.find_class("section-nav")


def test_the_line_is_not_in_print(client: Client, db: None) -> None:
    printed = client.get(f"/en/{MAINSTREAMING}/objectives/print/").content.decode()
    assert "See also the" not in printed
    assert "Online conference: 19 January to 6 February 2009" in printed


# --- A session's own state ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opens", "closes", "state", "words"),
    [
        (-8, -4, "closed", "This session is closed."),
        (-1, 2, "closing-soon", "This session closes soon, on"),
        (1, 2, "upcoming", "This session opens on"),
    ],
)
def test_a_dated_session_says_its_own_state(
    client: Client, conference: ConferencePage, opens: int, closes: int, state: str, words: str
) -> None:
    session = add_session(conference, 1, opens_at=minute(days=opens), closes_at=minute(days=closes))
    tree = page(client, session.url)
    (own,) = tree.find_class("session__dates")
    assert [mark.get("class") for mark in own.find_class("state")] == [f"state state--{state}"]
    (sentence,) = tree.find_class("session__state")
    assert text_of(sentence).startswith(words)


def test_a_session_without_dates_says_nothing_of_its_own(
    client: Client, conference: ConferencePage
) -> None:
    tree = page(client, add_session(conference, 1).url)
    assert not tree.find_class("session__dates")
    assert not tree.find_class("session__state")


def test_a_session_page_is_fresh_until_its_own_state_changes(conference: ConferencePage) -> None:
    closes = timezone.now() + timedelta(seconds=30)
    session = add_session(conference, 1, opens_at=minute(days=-1), closes_at=closes)
    assert session.fresh_until() is not None
    assert session.fresh_until() <= closes
