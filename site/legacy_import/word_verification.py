"""Verifies that every word of a file is on the page written from it, in order."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import override, pgettext_lazy

from wagtail.models import Page

from conference.models import AgendaPage, ObjectivesPage, SessionPage
from core.dates.formatting import last_day, utc_date
from core.text.foreign_passages import without_marks
from legacy_import.parsing.conference_dates import Dates, dates_line, split_theme
from legacy_import.parsing.language_vocabulary import is_questions_label, session_head
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.text_blocks import Block, Heading, Listing, Paragraph
from legacy_import.parsing.text_comparison import fold, missing, strip_tags, words

_ASKING = ("agenda", "session")
# The headings that templates give to fields.
_HEADINGS = {
    "mandate": pgettext_lazy("heading", "Mandate"),
    "background": pgettext_lazy("heading", "Background"),
    "aim": pgettext_lazy("heading", "Aim"),
    "objectives": pgettext_lazy("heading", "Objectives"),
    "outcomes": pgettext_lazy("heading", "Outcomes"),
}


def lost_words(legacy: LegacyPage, page: Page) -> list[str]:
    """Returns the words of the file that the page lacks, or has in another order."""
    said = _dates_of_sessions(page)
    wanted = [word for block in legacy.blocks for word in _words(block, legacy, said)]
    return missing(wanted, words(fold(" ".join(reading_text(page)))))


def _dates_of_sessions(page: Any) -> set[Dates]:
    """Returns the sessions' dates as the agenda's template shows them."""
    if not isinstance(page, AgendaPage):
        return set()
    sessions = SessionPage.objects.dated_in(page.get_parent())
    return {Dates(utc_date(each.opens_at), last_day(each.closes_at)) for each in sessions}


def _words(block: Block, legacy: LegacyPage, said: set[Dates]) -> list[str]:
    text = block.text
    if isinstance(block, Listing) and legacy.kind == "agenda":
        parts = [part for entry in block.entries for part in entry.content]
        if all(isinstance(part, str) for part in parts):
            return [w for part in parts for w in _words(Paragraph(str(part)), legacy, said)]
    if isinstance(block, Heading | Paragraph):
        head = session_head(text) if legacy.kind == "agenda" else None
        if head is not None:
            # "Session 1" is the title of the session's page, however this file words it.
            theme, dates = split_theme(head[1])
            text = theme if dates in said else head[1]
        elif dates_line(text) in said or (is_questions_label(text) and legacy.kind in _ASKING):
            text = ""
    return words(fold(text))


def reading_text(page: Any) -> Iterator[str]:
    """Yields the page's text in the order in which its template shows it."""
    if isinstance(page, AgendaPage):
        yield from _stream(page.body)
        for session in SessionPage.objects.of_conference(page.get_parent()):
            yield session.agenda_heading
            yield strip_tags(session.agenda_note)
            yield from (session.heading, session.dates)
            yield strip_tags(session.introduction)
            yield from (question.text for question in session.guiding_questions.all())
        yield from _stream(page.closing)
        return
    yield from _field(page, "full_title")
    if isinstance(page, SessionPage):
        yield page.heading
    for name in ("introduction", "mandate", "background", "aim"):
        yield from _field(page, name)
    if isinstance(page, ObjectivesPage):
        yield _heading(page, "objectives")
        yield from (objective.text for objective in page.objectives.all())
        yield from _field(page, "outcomes")
    yield from _stream(page.body)
    if isinstance(page, SessionPage):
        yield from (question.text for question in page.guiding_questions.all())
        yield from _stream(page.closing)


def _field(page: Any, name: str) -> Iterator[str]:
    """Yields a field's text below the heading that the template gives it."""
    text = getattr(page, name, "") or ""
    if text:
        yield _heading(page, name)
        yield strip_tags(text)


def _heading(page: Page, name: str) -> str:
    with override(page.locale.language_code):
        return str(_HEADINGS.get(name, ""))


def _stream(value: Any) -> Iterator[str]:
    for block in value:
        yield from _texts(block.value)


def _texts(value: Any) -> Iterator[str]:
    if hasattr(value, "source"):  # rich text
        yield strip_tags(value.source)
    elif hasattr(value, "row_data"):  # a table
        yield without_marks(value.caption)
        yield from (without_marks(column["heading"]) for column in value.columns)
        yield from (without_marks(cell) for row in value.row_data for cell in row["values"])
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in _texts(item))
    elif isinstance(value, str):
        yield without_marks(value)
    else:
        yield from (text for item in value for text in _texts(item))
