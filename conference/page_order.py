"""The pages of a conference stand in the order in which they are read, also when added singly.

Introduction, objectives, agenda, sessions by their numbers, outcomes, others. What an editor has
moved by hand stays where it is; a new page goes behind the last one that is read before it.
"""

from typing import Any

from django.http import HttpRequest

from wagtail import hooks
from wagtail.models import Page

from conference.models import (
    AgendaPage,
    ConferencePage,
    IntroductionPage,
    ObjectivesPage,
    OutcomePage,
    SessionPage,
)

ORDER = (IntroductionPage, ObjectivesPage, AgendaPage, SessionPage, OutcomePage)
Rank = tuple[int, int]


@hooks.register("after_create_page")
def place_new_page(_request: HttpRequest, page: Page) -> None:
    """Hook: moves a new page to its position in the reading order."""
    place(page)


@hooks.register("after_copy_page")
def place_copy(_request: HttpRequest, _page: Page, copy: Page) -> None:
    """Hook: moves the copy of a page to its position in the reading order."""
    place(copy)


def place(page: Page) -> None:
    """Moves the last page of a conference to its place; translations follow their originals."""
    parent = page.get_parent()
    if not issubclass(parent.specific_class or Page, ConferencePage):
        return
    siblings = list(Page.objects.child_of(parent).exclude(pk=page.pk).order_by("path"))
    # Primary key → number, of the sessions.
    sessions: Any = SessionPage.objects.child_of(parent)
    numbers = dict(sessions.values_list("pk", "number"))
    own = _rank(page, numbers)
    before = [place for place, each in enumerate(siblings) if _rank(each, numbers) <= own]
    target = before[-1] + 1 if before else 0
    if target < len(siblings):
        Page.objects.get(pk=page.pk).move(siblings[target], pos="left")


def _rank(page: Page, numbers: dict[int, int]) -> Rank:
    kind = page.specific_class or Page
    place = next((place for place, each in enumerate(ORDER) if issubclass(kind, each)), len(ORDER))
    return place, numbers.get(page.pk, 0)
