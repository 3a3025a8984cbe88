"""Where the admin publishes several pages at once, or without their forms: it asks first.

What would be refused is named, all of it at once, and nothing is published. `BasePage.publish`
would stop the first such page only, after others have gone out.
"""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from wagtail import hooks
from wagtail.admin.api.actions.copy import CopyPageAPIAction
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.models.copying import _copy
from wagtail.query import PageQuerySet

from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.pages.publish_validation import Refusal, refusals, refused

TEMPLATE = "publishing/refused.html"


def answer(request: HttpRequest, found: list[Refusal], back: str) -> HttpResponse | None:
    """The screen that names what is refused; None where nothing is."""
    if not found:
        return None
    return render(request, TEMPLATE, {"refusals": found, "back": back}, status=409)


# --- A selection in the explorer -------------------------------------------------------------


# Before the questions of the translation checks, which may be answered with yes.
@hooks.register("before_bulk_action", order=-1)
def bulk_publishing_asks_first(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Those that the user may not publish stay as they are, and are not asked."""
    chosen = [item.pk for item in objects if isinstance(item, Page)]
    if action_type != "publish" or not chosen:
        return None
    with_drafts = action.cleaned_form.cleaned_data["include_descendants"]
    pages = to_publish(chosen, with_drafts=with_drafts).select_related("locale").order_by("path")
    own = (p for p in pages.specific() if p.permissions_for_user(request.user).can_publish())
    return answer(request, refusals(own), back=action.next_url)


def to_publish(pages: list[int], *, with_drafts: bool) -> PageQuerySet:
    """What a bulk action publishes: the chosen, with the drafts below them where asked for."""
    chosen = Page.objects.filter(pk__in=pages)
    found = chosen
    if with_drafts:
        for page in chosen:
            found = found | Page.objects.descendant_of(page).not_live()
    return found


# --- Copies ----------------------------------------------------------------------------------


@hooks.register("before_copy_page")
def copying_asks_first(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy is public at once where its original is and the form says "publish"."""
    if request.method != "POST" or not request.POST.get("publish_copies"):
        return None
    parent = Page.objects.filter(pk=_number(request.POST.get("new_parent_page"))).first()
    found = _refused_copies(page, parent, below=bool(request.POST.get("copy_subpages")))
    return answer(request, found, back=reverse("wagtailadmin_pages:copy", args=[page.pk]))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _refused_copies(page: Page, parent: Page | None, *, below: bool) -> list[Refusal]:
    """Of the pages that would be public as copies, those that may not be."""
    found = []
    if page.live:
        found.append(refused(page, content=_copied(page.specific, parent or page.get_parent())))
    if below:
        pages = Page.objects.descendant_of(page).live().select_related("locale").order_by("path")
        found += [refused(each) for each in pages.specific()]
    return [each for each in found if each is not None]


def _copied(page: Any, parent: Page) -> Any:
    """What would stand below `parent`, not saved. Title and address are the form's to ask."""
    excluded = [*page.default_exclude_fields_in_copy, *page.exclude_fields_in_copy]
    new = {"slug": uuid4().hex, "translation_key": uuid4()}
    copy, _children = _copy(page, exclude_fields=excluded, update_attrs=new)
    copy.depth = parent.depth + 1
    copy.path = Page._get_path(parent.path, copy.depth, 1)
    return copy


# --- The admin's API -------------------------------------------------------------------------


class CheckedPublishAction(PublishPageAPIAction):
    """Wagtail's publishes a revision behind the back of `Page.publish`."""

    def execute(self, instance: Page, data: Any) -> Response:
        found = refused(instance.specific, instance.get_latest_revision())
        if found is not None:
            raise ValidationError({"detail": found.sentence})
        return super().execute(instance, data)


class CheckedCopyAction(CopyPageAPIAction):
    def execute(self, instance: Page, data: Any) -> Response:
        if data["keep_live"]:
            parent = Page.objects.filter(pk=data.get("destination_page_id")).first()
            found = _refused_copies(instance, parent, below=data["recursive"])
            if found:
                raise ValidationError({"detail": " ".join(each.sentence for each in found)})
        return super().execute(instance, data)


class CheckedPagesAPI(PagesAdminAPIViewSet):
    """Subclassed by `translation.permissions.hidden_titles.page_titles`, which is served."""

    actions = PagesAdminAPIViewSet.actions | {
        "publish": CheckedPublishAction,
        "copy": CheckedCopyAction,
    }
