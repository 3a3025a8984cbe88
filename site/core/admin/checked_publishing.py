"""Checks pages before the admin publishes them without their forms: bulk actions, copies, API.

All pages that cannot be published are listed on one screen, and nothing is published.
`BasePage.publish` alone would stop at the first such page, with others published already.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from wagtail import hooks
from wagtail.admin.api.actions.copy import CopyPageAPIAction
from wagtail.admin.api.actions.copy_for_translation import CopyForTranslationAPIAction
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.models.copying import _copy
from wagtail.query import PageQuerySet

from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.pages.publish_validation import Refusal, find_refusal, refusals

TEMPLATE = "publishing/refused.html"


def refusal_response(request: HttpRequest, found: list[Refusal], back: str) -> HttpResponse | None:
    """Returns the screen that lists the pages in `found`, or None if there are none."""
    if not found:
        return None
    return render(request, TEMPLATE, {"refusals": found, "back": back}, status=409)


# --- A selection in the explorer -------------------------------------------------------------


# Runs before the translation checks, whose warnings the user may confirm.
@hooks.register("before_bulk_action", order=-1)
def check_bulk_publishing(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Stops a bulk action if a page cannot be published.

    Pages that the user may not publish are skipped by Wagtail and not checked.
    """
    chosen = [item.pk for item in objects if isinstance(item, Page)]
    if action_type != "publish" or not chosen:
        return None
    with_drafts = action.cleaned_form.cleaned_data["include_descendants"]
    pages = (
        pages_to_publish(chosen, with_drafts=with_drafts).select_related("locale").order_by("path")
    )
    own = (p for p in pages.specific() if p.permissions_for_user(request.user).can_publish())
    return refusal_response(request, refusals(own), back=action.next_url)


def pages_to_publish(pages: list[int], *, with_drafts: bool) -> PageQuerySet:
    """Returns the chosen pages and, if `with_drafts`, the drafts below them."""
    chosen = Page.objects.filter(pk__in=pages)
    found = chosen
    if with_drafts:
        for page in chosen:
            found = found | Page.objects.descendant_of(page).not_live()
    return found


# --- Copies ----------------------------------------------------------------------------------


@hooks.register("before_copy_page")
def check_copying(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stops a copy that would be public at once but cannot be published."""
    if request.method != "POST" or not request.POST.get("publish_copies"):
        return None
    parent = Page.objects.filter(pk=_number(request.POST.get("new_parent_page"))).first()
    found = _refused_copies(page, parent, below=bool(request.POST.get("copy_subpages")))
    return refusal_response(request, found, back=reverse("wagtailadmin_pages:copy", args=[page.pk]))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _refused_copies(page: Page, parent: Page | None, *, below: bool) -> list[Refusal]:
    found = []
    if page.live:
        found.append(
            find_refusal(page, content=_copied(page.specific, parent or page.get_parent()))
        )
    if below:
        pages = Page.objects.descendant_of(page).live().select_related("locale").order_by("path")
        found += [find_refusal(each) for each in pages.specific()]
    return [each for each in found if each is not None]


def _copied(page: Any, parent: Page) -> Any:
    """Returns an unsaved copy of the page below `parent`.

    Title and slug are not copied: the form validates them.
    """
    excluded = [*page.default_exclude_fields_in_copy, *page.exclude_fields_in_copy]
    new = {"slug": uuid4().hex, "translation_key": uuid4()}
    copy, _children = _copy(page, exclude_fields=excluded, update_attrs=new)
    copy.depth = parent.depth + 1
    copy.path = Page._get_path(parent.path, copy.depth, 1)
    return copy


# --- The admin's API -------------------------------------------------------------------------


class CheckedPublishAction(PublishPageAPIAction):
    """Wagtail's API action, with validation: the stock one does not call `Page.publish`."""

    def execute(self, instance: Page, data: Any) -> Response:
        """As Wagtail's own; raises the API's validation error for an invalid page."""
        # Who may not publish is refused by Wagtail's action, without a word on the page's faults.
        if instance.permissions_for_user(self.request.user).can_publish():
            found = find_refusal(instance.specific, instance.get_latest_revision())
            if found is not None:
                raise ValidationError({"detail": found.sentence})
        return super().execute(instance, data)


class CheckedCopyAction(CopyPageAPIAction):
    """Wagtail's API action, with validation of the pages that would be public as copies."""

    def execute(self, instance: Page, data: Any) -> Response:
        """As Wagtail's own; raises the API's validation error for an invalid copy."""
        chosen = Page.objects.filter(pk=data.get("destination_page_id")).first()
        parent, below = chosen or instance.get_parent(), data["recursive"]
        may_copy = instance.permissions_for_user(self.request.user).can_copy_to(parent, below)
        # Who may not copy is refused by Wagtail's action, without a word on the page's faults.
        if data["keep_live"] and may_copy:
            found = _refused_copies(instance, parent, below=below)
            if found:
                raise ValidationError({"detail": " ".join(each.sentence for each in found)})
        return super().execute(instance, data)


class CheckedTranslationAction(CopyForTranslationAPIAction):
    """Wagtail's API action, without aliases: they show one language at the address of another."""

    def execute(self, instance: Page, data: Any) -> Response:
        """As Wagtail's own; raises the API's validation error for an alias."""
        if data["alias"]:
            raise ValidationError({"alias": gettext("A translation cannot be an alias.")})
        return super().execute(instance, data)


# Asked before an action, with the request, the action's name, the page and the data sent. What is
# not None is the answer, with status 409.
APIQuestion = Callable[[HttpRequest, str, Page, Any], dict[str, Any] | None]
_api_questions: list[APIQuestion] = []


def register_api_question(question: APIQuestion) -> None:
    """Registers a question that apps ask before an action of the API."""
    if question not in _api_questions:
        _api_questions.append(question)


class CheckedPagesAPI(PagesAdminAPIViewSet):
    """The admin's page API with checked actions.

    `translation.permissions.hidden_titles` extends it.
    """

    actions = PagesAdminAPIViewSet.actions | {
        "publish": CheckedPublishAction,
        "copy": CheckedCopyAction,
        "copy_for_translation": CheckedTranslationAction,
    }

    def action_view(self, request: Any, pk: int, action_name: str) -> Response:
        """As Wagtail's own, after the questions of other apps."""
        page = self.get_object()
        for ask in _api_questions:
            found = ask(request, action_name, page, request.data)
            if found is not None:
                return Response(found, status=409)
        return super().action_view(request, pk, action_name)
