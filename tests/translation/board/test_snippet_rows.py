"""What is no page stands on a board of its own."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from wagtail.models import Locale

from conference.models import Topic
from tests.translation.board.conftest import BOARD, Look
from translation.board import snippet_rows
from translation.board.snippet_rows import Kind
from translation.models import State

TOPICS = f"{BOARD}conference/topic/"
TOPIC = Kind(Topic)


def cells(name: str, user: Any) -> dict[str, Any]:
    locales = list(Locale.objects.all())
    found = list(snippet_rows.originals(TOPIC, locales).filter(name=name))
    [row] = snippet_rows.rows(TOPIC, found, locales, user)
    return {cell.locale.language_code: cell for cell in row.cells}


def test_a_topic_is_told_in_each_language_with_the_way_to_it(
    db: None, account: Callable[[str], Any]
) -> None:
    topic = Topic.objects.filter(locale__language_code="en").first()
    assert topic is not None
    new = Topic.objects.create(name="New topic", key="new-topic", locale=topic.locale)
    seen = cells(topic.name, account("translator-fr"))
    french = Topic.objects.get(translation_key=topic.translation_key, locale__language_code="fr")
    assert seen["en"].status == "original"
    assert seen["fr"].status == State.APPROVED
    assert seen["fr"].url.endswith(f"/topic/edit/{french.pk}/")
    assert seen["es"].url == ""
    missing = cells(new.name, account("translator-fr"))
    assert (missing["fr"].status, missing["es"].url) == ("missing", "")
    assert "/submit/" in missing["fr"].url


def test_the_board_leads_to_it_whoever_may_change_topics(look: Look, client: Client) -> None:
    assert TOPICS in look("translator-es")
    html = look("translator-es", TOPICS)
    assert "Temas" in html
    assert "translation-state--approved" in html
    client.logout()
    assert client.get(TOPICS).status_code == 302
    look("translator-es")
    assert client.get(f"{BOARD}wagtailcore/page/", follow=True).status_code == 404
