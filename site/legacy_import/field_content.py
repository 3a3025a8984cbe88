"""Maps a legacy page's blocks to the fields of the page type, and sets them on a page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, override, pgettext

from wagtail.blocks import StreamValue
from wagtail.models import Page

from conference.models import ConferencePage, SessionPage
from core.text.foreign_passages import without_marks
from legacy_import.agenda_parser import Section, read_agenda, split_questions
from legacy_import.conference_facts import first_instant, last_instant
from legacy_import.models import ImportedSource
from legacy_import.parsing.conference_dates import Dates
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.text_blocks import Block, Grid, Heading, Listing, Paragraph
from legacy_import.parsing.text_comparison import fold
from legacy_import.rich_text_output import rich, stream

_RESULT_WORDS = ("outcome", "result", "conclusion", "report", "background paper", "informe",
                 "documento", "rapport", "document")  # fmt: skip
# Longer lines are not labels.
LONGEST_LABEL = 60
LONGEST_THEME = 500


@dataclass
class Content:
    """Field values and child rows for one page."""

    fields: dict[str, Any] = field(default_factory=dict)
    """Field name → value; every text field of the kind is there, empty ones too."""
    rows: dict[str, list[str]] = field(default_factory=dict)
    """Relation → the texts of its rows."""
    sections: list[Section] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def content_of(page: LegacyPage, *, only_body: bool = False) -> Content:
    """Returns the content for the page's kind.

    `only_body` puts all blocks into the body; used where the fields would change their order.
    """
    build = _verbatim if only_body else _BUILDERS.get(page.kind, _plain)
    with override(page.language):
        return build(page)


def _plain(page: LegacyPage) -> Content:
    return Content({"body": stream(page.blocks, page.label)})


def _verbatim(page: LegacyPage) -> Content:
    empty = _BUILDERS.get(page.kind, _plain)(LegacyPage(page.name, page.sha256, kind=page.kind))
    return Content({**empty.fields, **_plain(page).fields}, empty.rows)


def _introduction(page: LegacyPage) -> Content:
    """Splits off mandate and background by their headings; the rest is the body."""
    names = {
        fold(pgettext("heading", "Mandate")): "mandate",
        fold(pgettext("heading", "Background")): "background",
    }
    found: dict[str, list[Block]] = {"mandate": [], "background": []}
    rest = list(page.blocks)
    for title, name in names.items():
        if rest and isinstance(rest[0], Heading) and fold(rest[0].text) == title:
            found[name], rest = _until_heading(rest[1:])
    values = {name: rich(blocks) for name, blocks in found.items()}
    return Content({**values, "body": stream(rest, page.label)})


def _objectives(page: LegacyPage) -> Content:
    """Splits into aim, numbered objectives, outcomes and body."""
    ordered = (i for i, b in enumerate(page.blocks) if isinstance(b, Listing) and b.is_ordered)
    place = next(ordered, None)
    if place is not None and not _are_objectives(page.blocks, place):
        place = None
    before = page.blocks[:place] if place is not None else []
    if place is None or any(isinstance(block, Grid) for block in before):
        content = Content({"aim": "", "outcomes": "", **_plain(page).fields}, {"objectives": []})
        if any(isinstance(block, Listing) and block.is_ordered for block in page.blocks):
            content.doubts.append(
                gettext("The numbered list stays in the body: it holds more than plain text.")
            )
        return content
    before = _without_heading(before, pgettext("heading", "Aim"), at=0)
    before = _without_heading(before, pgettext("heading", "Objectives"), at=-1)
    outcomes, rest = _outcomes(page.blocks[place + 1 :])
    fields = {"aim": rich(before), "outcomes": rich(outcomes), "body": stream(rest, page.label)}
    return Content(fields, {"objectives": _texts(page.blocks[place])})


def _are_objectives(blocks: list[Block], place: int) -> bool:
    """Returns whether the list has objectives rather than outcomes."""
    before = [block for block in blocks[:place] if isinstance(block, Heading | Paragraph)]
    return _are_rows(blocks[place]) and not any(map(_heads_outcomes, before))


def _heads_outcomes(block: Block) -> bool:
    text = block.text
    return len(text) <= LONGEST_LABEL and text[-1:] not in ".;?!" and _tells_of_outcomes(text)


def _tells_of_outcomes(text: str) -> bool:
    folded = fold(text)
    return any(fold(word) in folded for word in _RESULT_WORDS)


def _are_rows(block: Block) -> bool:
    """Returns whether a list can become rows of plain text, numbered 1, 2, 3…"""
    if not isinstance(block, Listing) or not block.is_ordered:
        return False
    return all(entry.plain_text is not None for entry in block.entries)


def _texts(block: Block) -> list[str]:
    entries = block.entries if isinstance(block, Listing) else ()
    return [entry.plain_text or "" for entry in entries]


def _outcomes(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Splits the blocks after the objectives into outcomes and the rest."""
    if not blocks:
        return [], []
    if fold(blocks[0].text) == fold(pgettext("heading", "Outcomes")):
        return _until_heading(blocks[1:])
    if not isinstance(blocks[0], Heading) and _tells_of_outcomes(blocks[0].text):
        return _until_heading(blocks)
    return [], blocks


def _until_heading(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    end = next(
        (i for i, block in enumerate(blocks) if isinstance(block, Heading | Grid)), len(blocks)
    )
    return blocks[:end], blocks[end:]


def _without_heading(blocks: list[Block], text: str, *, at: int) -> list[Block]:
    """Removes a heading that the page's template shows itself."""
    is_label = bool(blocks) and isinstance(blocks[at], Heading | Paragraph)
    if is_label and fold(blocks[at].text) == fold(text):
        return [block for block in blocks if block is not blocks[at]]
    return blocks


def _session(page: LegacyPage) -> Content:
    before, questions, after = split_questions(page.blocks)
    fields = {"body": stream(before, page.label), "closing": stream(after, page.label)}
    return Content(fields, {"guiding_questions": questions})


def _agenda(page: LegacyPage) -> Content:
    agenda = read_agenda(page.blocks)
    fields = {
        "body": stream(agenda.opening, page.label),
        "closing": stream(agenda.closing, page.label),
    }
    return Content(fields, {}, agenda.sections, agenda.doubts)


_BUILDERS: dict[str, Callable[[LegacyPage], Content]] = {
    "introduction": _introduction,
    "objectives": _objectives,
    "agenda": _agenda,
    "session": _session,
    "plain": _plain,
}


def fill(page: Any, content: Content) -> None:
    """Sets fields and child rows, without saving."""
    for name, value in content.fields.items():
        before = getattr(page, name)
        setattr(page, name, value)
        if isinstance(before, StreamValue):
            _keep_ids(before, getattr(page, name))
    for relation, texts in content.rows.items():
        manager = getattr(page, relation)
        manager.set(
            manager.model(locale=page.locale, sort_order=order, text=text)
            for order, text in enumerate(texts)
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


def record_import(page: Page, legacy: LegacyPage, *, is_main: bool = True) -> None:
    """Creates or updates the ImportedSource record of a page and a file."""
    ImportedSource.objects.update_or_create(
        page=page,
        source=legacy.name[:400],
        is_main=is_main,
        defaults={
            "sha256": legacy.sha256,
            "revision_id": page.latest_revision_id,
            "former_address": legacy.former_address[:1000] if is_main else "",
        },
    )
