"""No control character is stored, whichever way a text comes in."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from wagtail.models import Page

import pytest

from conference.models import GuidingQuestion, IntroductionPage, SessionPage, Topic
from core.text.control_character_removal import without_controls

SECTION = "protocol/capacity-building/portal/archive/mainstreaming"
FORBIDDEN = [*map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160)])]
FORBIDDEN += ["\ufffe", "\uffff", "\ud800", "\udfff"]


@pytest.fixture
def conference(page_at: Callable[..., Any]) -> Any:
    return page_at(SECTION)


@pytest.mark.parametrize("character", FORBIDDEN, ids=lambda character: f"U+{ord(character):04X}")
def test_every_control_character_goes(character: str) -> None:
    assert without_controls(f"{character}Aim{character}") == "Aim"
    assert character not in without_controls(f"the{character}aim")


def test_tabs_line_feeds_and_letters_of_every_script_stay() -> None:
    text = "a\tb\nc \u00a0 \u200f \u2028 é ж 中 ع \U0001f30d"
    assert without_controls(text) == text
    assert without_controls("a\r\nb\rc") == "a\nb\nc"


def test_a_break_of_a_word_processor_still_parts_two_words() -> None:
    assert without_controls("Risk\x0bassessment\x0c") == "Risk assessment"


def test_a_page_its_blocks_and_its_rows_are_stored_clean(conference: Any) -> None:
    session = SessionPage(title="Nine\x0b", slug="nine", theme="The\x1fme\x00", number=9)
    session.introduction = "<p>One\x0ctwo&#2;</p>"
    session.guiding_questions = [GuidingQuestion(text="Why\x02?", locale=conference.locale)]
    session.body = [
        ("heading", {"text": "Be\ufffefore\x0cyou write", "level": "2"}),
        ("bulleted_list", ["<p>Po\x07int</p>"]),
        (
            "table",
            {
                "caption": "Pla\x80ces",
                "columns": [{"type": "text", "heading": "Ci\x9fty"}],
                "rows": [{"values": ["Gene\x01va"]}],
            },
        ),
    ]
    conference.add_child(instance=session)
    revision = session.save_revision()
    for page in (SessionPage.objects.get(pk=session.pk), revision.as_object()):
        assert (page.title, page.theme) == ("Nine", "Theme")
        assert page.introduction == "<p>One two</p>"
        assert [question.text for question in page.guiding_questions.all()] == ["Why?"]
        heading, points, table = page.body
        assert heading.value["text"] == "Before you write"
        assert points.value[0].source == "<p>Point</p>"
        assert table.value.caption == "Places"
        assert table.value.columns[0]["heading"] == "City"
        assert table.value.row_data[0]["values"] == ["Geneva"]
    assert str(revision.content).isprintable()


def test_so_are_snippets_whole_and_field_by_field(conference: Any) -> None:
    topic = Topic(name="Ri\x0csk", key="risk-again", locale=conference.locale)
    topic.save()
    assert Topic.objects.get(pk=topic.pk).name == "Ri sk"
    topic.name = "Har\x00m\ud800"
    topic.save(update_fields=["name"])
    assert Topic.objects.get(pk=topic.pk).name == "Harm"


def test_a_title_of_control_characters_alone_is_no_title(conference: Any) -> None:
    page = IntroductionPage(title="\x01\x02", slug="nothing", locale=conference.locale)
    with pytest.raises(Exception, match="title"):
        conference.add_child(instance=page)


@pytest.mark.long
def test_a_section_is_printed_though_a_row_of_former_days_holds_such_a_character(
    conference: Any, client: Client
) -> None:
    session = SessionPage.objects.child_of(conference).first()
    raw = '[{"type": "heading", "value": {"text": "One\\u000ctwo", "level": "2"}, "id": "h"}]'
    _write_past_django(session, title="Se\x0bssion", body=raw)
    for page in (session, conference, conference.get_parent()):
        answer = client.get(Page.objects.get(pk=page.pk).url + "print/all/")
        assert answer.status_code == 200


def _write_past_django(session: Any, *, title: str, body: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = %s WHERE id = %s", [title, session.pk])
        cursor.execute(
            "UPDATE conference_sessionpage SET body = %s WHERE page_ptr_id = %s",
            [body, session.pk],
        )
