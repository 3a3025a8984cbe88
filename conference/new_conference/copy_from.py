"""Copies an existing conference into the form and the pages of a new one."""

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

# The texts that a new conference takes over, if its page has the field. Not copied:
# titles, dates, the weeks of the agenda, symbol, outcomes,
# and the search description.
FIELDS = (
    "summary", "body", "closing", "introduction", "mandate", "background", "aim", "outcomes",
)  # fmt: skip
RELATIONS = ("objectives", "guiding_questions", "planning_instruments", "see_also_links")
# Many-to-many relations.
CHOICES = ("topics",)
PART_MODELS: dict[str, type[Page]] = {
    "introduction": IntroductionPage,
    "objectives": ObjectivesPage,
    "agenda": AgendaPage,
}
# The maximum length of the select field; others can be copied from their own page.
OFFERED = 100


def sources_for(user: Any) -> PageQuerySet:
    """Returns the conferences in the site's own language that the user may edit, the latest first.

    So nobody is offered a draft that they could not open.
    """
    originals = ConferencePage.objects.filter(locale=Locale.get_default(), alias_of=None)
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return originals.filter(pk__in=editable.values("pk")).order_by("-opens_at", "path")


def current(page: Page) -> Page:
    """Returns the page as published; a draft as last saved."""
    return page.specific if page.live else page.get_latest_revision_as_object()


def sessions_of(conference: Page) -> list[SessionPage]:
    """Returns the sessions of the conference as published or last saved."""
    pages = SessionPage.objects.of_conference(conference)
    return sorted((current(page) for page in pages), key=lambda session: session.number)


def parts_of(conference: Page) -> dict[str, int]:
    """Returns name of the part → page id, for the parts that the conference has."""
    found = {
        name: model.objects.child_of(conference).values_list("pk", flat=True).first()
        for name, model in PART_MODELS.items()
    }
    return {name: pk for name, pk in found.items() if pk is not None}


def translation_keys(conference: Page) -> list[uuid.UUID]:
    """Returns the keys of the conference and its pages, to find translations of its texts."""
    pages = Page.objects.descendant_of(conference, inclusive=True)
    return list(pages.values_list("translation_key", flat=True))


def proposal(conference: Page, opens_at: datetime) -> dict[str, Any]:
    """Returns initial values for the form, as if the conference opened at `opens_at` (UTC)."""
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
    """Returns initial values for each session's row, in order."""
    shift = opens_at - current(conference).opens_at
    # The form has a line for each question.
    return [
        {
            "theme": session.theme,
            "questions": "\n".join(
                " ".join(each.text.split()) for each in session.guiding_questions.all()
            ),
            "opens_at": session.opens_at and session.opens_at + shift,
            "closes_at": session.closes_at and session.closes_at + shift,
            "copied_from": session.pk,
        }
        for session in sessions_of(conference)
    ]


def _follow_each_other(conference: Page) -> bool:
    dates = [(session.opens_at, session.closes_at) for session in sessions_of(conference)]
    # False if a date is missing or a session opens before the previous one closes.
    if not dates or not all(opens_at and closes_at for opens_at, closes_at in dates):
        return False
    return all(before[1] <= after[0] for before, after in pairwise(dates))  # type: ignore[operator]


def copy_texts(source: Page, target: Page) -> None:
    """Copies the texts of `source` to `target`, which is not saved yet."""
    old = current(source)
    # Only real columns: the same name may be a text on one page type and a relation on another.
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
