"""Sets the fields of pages from parsed content, and records what was imported."""

from typing import Any

from django.utils.translation import gettext

from wagtail.blocks import StreamValue
from wagtail.models import Page

from conference.models import ConferencePage, SessionPage
from core.text.passages import without_marks
from legacy_import.conference_facts import first_instant, last_instant
from legacy_import.field_content import Content
from legacy_import.models import ImportedSource
from legacy_import.parsing.conference_dates import Dates
from legacy_import.parsing.legacy_page import LegacyPage

LONGEST_THEME = 500


def fill(page: Any, content: Content) -> None:
    """Sets fields and child rows, without saving."""
    for name, value in content.fields.items():
        before = getattr(page, name)
        setattr(page, name, value)
        if isinstance(before, StreamValue):
            _keep_ids(before, getattr(page, name))
    for relation, texts in content.rows.items():
        manager = getattr(page, relation)
        model = manager.model
        manager.set(
            [
                model(locale=page.locale, sort_order=order, text=text)
                for order, text in enumerate(texts)
            ]
        )


def _keep_ids(before: StreamValue, after: StreamValue) -> None:
    """A heading that says the same as one that was there is that heading, with its identifiers."""
    known = {_says(block): block for block in before if block.block_type == "heading"}
    for block in after:
        former = known.pop(_says(block), None) if block.block_type == "heading" else None
        if former is not None:
            block.id = former.id
            block.value["former_ids"] = former.value["former_ids"] or block.value["former_ids"]


def _says(heading: Any) -> str:
    return without_marks(heading.value["text"])


def fill_session(
    page: SessionPage, content: Content, legacy: LegacyPage, *, was_there: bool
) -> None:
    """Sets a session's fields; keeps questions from the agenda that its own file lacks."""
    rows = dict(content.rows)
    if was_there and not rows.get("guiding_questions"):
        rows.pop("guiding_questions", None)
    fill(page, Content(content.fields, rows))
    if legacy.theme:
        page.theme = legacy.theme[:LONGEST_THEME]
    if legacy.own_dates is not None:
        page.opens_at = first_instant(legacy.own_dates.opens)
        page.closes_at = last_instant(legacy.own_dates.ends)


def set_session_dates(session: SessionPage, dates: Dates | None, conference: ConferencePage) -> str:
    """Sets a session's own dates. Returns a doubt where they exceed the conference's, else ""."""
    if dates is None:
        return ""
    opens, closes = first_instant(dates.opens), last_instant(dates.ends)
    if opens < conference.opens_at or closes > conference.schedule.ends_at:
        return gettext("The dates of “%(title)s” lie outside those of the conference.") % {
            "title": session.title
        }
    session.opens_at, session.closes_at = opens, closes
    return ""


def record_import(
    page: Page, name: str, sha256: str, address: str = "", *, is_main: bool = True
) -> None:
    """Creates or updates the ImportedSource record of a page and a file."""
    ImportedSource.objects.update_or_create(
        page=page,
        source=name[:400],
        is_main=is_main,
        defaults={
            "sha256": sha256,
            "revision_id": page.latest_revision_id,
            "former_address": address[:1000],
        },
    )
