"""An existing conference as the start of a new one."""

import uuid
from datetime import datetime
from itertools import pairwise
from typing import Any

from wagtail.models import Locale, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from conference.models import (
    AgendaPage,
    ConferencePage,
    IntroductionPage,
    MainstreamingPage,
    ObjectivesPage,
    SessionPage,
)

# The texts that a new conference takes over, where its page has them. What belongs to the
# occasion stays behind: titles, dates, the weeks of the agenda, symbol, what came of it (the chain
# of outcomes), and what search engines say of the page.
FIELDS = (
    "summary", "body", "closing", "introduction", "mandate", "background", "aim", "outcomes",
)  # fmt: skip
RELATIONS = ("objectives", "guiding_questions", "planning_instruments", "see_also_links")
# Chosen, not written: the new page is about the same.
CHOICES = ("topics",)
PART_MODELS: dict[str, type[Page]] = {
    "introduction": IntroductionPage,
    "objectives": ObjectivesPage,
    "agenda": AgendaPage,
}
# As many as a list to choose from can hold; any other is reached from its own page.
OFFERED = 100


def sources_for(user: Any) -> PageQuerySet:
    """The conferences in the site's own language that the user may change, the latest first.

    Whoever may is shown no draft that they could not open anyway.
    """
    originals = ConferencePage.objects.filter(locale=Locale.get_default(), alias_of=None)
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return originals.filter(pk__in=editable.values("pk")).order_by("-opens_at", "path")


def current(page: Page) -> Page:
    """The page as published; a draft as last saved."""
    return page.specific if page.live else page.get_latest_revision_as_object()


def sessions_of(conference: Page) -> list[SessionPage]:
    pages = SessionPage.objects.of_conference(conference)
    return sorted((current(page) for page in pages), key=lambda session: session.number)


def parts_of(conference: Page) -> dict[str, int]:
    """Name of the part → primary key, for the parts that the conference has."""
    found = {
        name: model.objects.child_of(conference).values_list("pk", flat=True).first()
        for name, model in PART_MODELS.items()
    }
    return {name: pk for name, pk in found.items() if pk is not None}


def translation_keys(conference: Page) -> list[uuid.UUID]:
    """Of the conference and its pages: where translations of its texts are found."""
    pages = Page.objects.descendant_of(conference, inclusive=True)
    return list(pages.values_list("translation_key", flat=True))


def proposal(conference: Page, opens_at: datetime) -> dict[str, Any]:
    """Initial values for the form, as if the conference opened at `opens_at` (UTC)."""
    old = current(conference)
    shift = opens_at - old.opens_at
    is_mainstreaming = isinstance(old, MainstreamingPage)
    return {
        "kind": (MainstreamingPage if is_mainstreaming else ConferencePage)._meta.label,
        "title": old.title,
        "full_title": old.full_title,
        "summary": old.summary,
        "opens_at": opens_at,
        "closes_at": old.closes_at + shift,
        "agenda": "sequential" if _follow_each_other(conference) else "concurrent",
        "copied_from": old.pk,
    }


def session_proposals(conference: Page, opens_at: datetime) -> list[dict[str, Any]]:
    """The same for each row of the sessions, in order."""
    shift = opens_at - current(conference).opens_at
    return [
        {
            "theme": session.theme,
            "questions": "\n".join(
                _in_one_line(each.text) for each in session.guiding_questions.all()
            ),
            "opens_at": session.opens_at and session.opens_at + shift,
            "closes_at": session.closes_at and session.closes_at + shift,
            "copied_from": session.pk,
        }
        for session in sessions_of(conference)
    ]


def _in_one_line(text: str) -> str:
    """The form has a line for each question."""
    return " ".join(text.split())


def _follow_each_other(conference: Page) -> bool:
    """Whether the sessions follow each other, by their dates."""
    dates = [(session.opens_at, session.closes_at) for session in sessions_of(conference)]
    # A date that is missing, and a session that opens before the one above it closes.
    if not dates or not all(opens_at and closes_at for opens_at, closes_at in dates):
        return False
    return all(before[1] <= after[0] for before, after in pairwise(dates))  # type: ignore[operator]


def copy_texts(source: Page, target: Page) -> None:
    """Gives `target`, which is not saved yet, the texts of `source`."""
    old = current(source)
    # By the columns: what leads on of an objectives page is a text, of a conference a relation.
    columns = {field.name for field in target._meta.concrete_fields}
    for name in FIELDS:
        if hasattr(old, name) and name in columns:
            setattr(target, name, getattr(old, name))
    for name in CHOICES:
        if hasattr(old, name) and hasattr(target, name):
            setattr(target, name, getattr(old, name).all())
    for name in RELATIONS:
        if hasattr(old, name) and hasattr(target, name):
            _copy_children(getattr(old, name), getattr(target, name), target)


def _copy_children(old: Any, new: Any, target: Page) -> None:
    own = {"id", "page", "locale", "translation_key"}
    for child in old.all():
        names = {field.name for field in child._meta.concrete_fields} - own
        values = {name: getattr(child, name) for name in names}
        new.add(new.model(locale=target.locale, **values))
