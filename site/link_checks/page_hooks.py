"""Wagtail hooks that ask for confirmation before an action publishes or makes dead links."""

from itertools import islice
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from wagtail import hooks
from wagtail.models import Page

from core.admin.checked_publishing import pages_to_publish
from link_checks.confirmation_screen import Question, answer
from link_checks.internal_links import DeadLink, branch, dead_links, referrers

# So many pages of a selection are searched for dead links; the rest are published unasked, and
# their dead links are recorded.
MOST_CHECKED = 50
_FOUND = "_dead_links_of_form"


@hooks.register("before_publish_edited_page")
def publishing_asks(request: HttpRequest, edited: Page) -> HttpResponse | None:
    """Of the page's own form: dead links in it, and another slug than the public page has.

    Nothing is saved yet. A form with faults was left to the view, which names them. Approving in
    the form asks as publishing does; approving elsewhere is recorded
    (`link_checks.page_history_entries`).
    """
    if not request.accepts("text/html"):
        return None
    found = dead_links(edited, request)
    request.user.__dict__[_FOUND] = (edited.pk, found)
    return _ask_about_drafts(request, [edited], found, back=request.path)


def known_dead_links(user: Any, page: Page) -> list[DeadLink] | None:
    """Returns what `publishing_asks` found in the page in this request, or None.

    It is kept on the user object, which lives as long as the request.
    """
    key, found = user.__dict__.get(_FOUND, (None, None))
    return found if key == page.pk else None


def pages_linking_to_former_slug(edited: Page) -> list[Any]:
    """Returns the pages that link to the public page or below it, if `edited` has another slug."""
    public = Page.objects.filter(pk=edited.pk, live=True).exclude(slug=edited.slug)
    # By far the cheaper question.
    return list(referrers(branch([public.get()]))) if public.exists() else []


def _follow() -> str:
    return gettext(
        "The address changes, here and of the pages below. Links that were made in the editor "
        "follow, and the former address leads here; addresses in letters and documents should be "
        "corrected."
    )


@hooks.register("after_create_page")
def a_new_page_is_warned_of(request: HttpRequest, page: Page) -> None:
    """Asking would make it a second time."""
    if not page.live:
        return
    for link in dead_links(page.specific, request):
        messages.warning(request, f"{link.target} – {link.reason}")


@hooks.register("before_unpublish_page")
def unpublishing_asks(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask for confirmation before unpublishing a page that others link to."""
    below = bool(request.POST.get("include_descendants"))
    return _ask(request, "unpublish", chosen_pages([page], below=below), _editor(page))


@hooks.register("before_delete_page")
def deleting_asks(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask for confirmation before deleting pages that others link to."""
    return _ask(request, "delete", branch([page]), _editor(page))


@hooks.register("before_move_page")
def moving_asks(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Ask for confirmation before moving pages that others link to."""
    if page.get_parent().pk == destination.pk:
        return None
    return _ask(request, "move", branch([page]), _editor(page))


@hooks.register("before_bulk_action")
def a_selection_asks(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Ask for confirmation before a bulk action breaks links of other pages."""
    pages = [item for item in objects if isinstance(item, Page)]
    if not pages:
        return None
    if action_type in ("delete", "move"):
        return _ask(request, action_type, branch(pages), action.next_url)
    if action_type not in ("publish", "unpublish"):
        return None
    below = bool(action.cleaned_form.cleaned_data.get("include_descendants"))
    if action_type == "unpublish":
        return _ask(request, action_type, chosen_pages(pages, below=below), action.next_url)
    published = pages_to_publish([page.pk for page in pages], with_drafts=below)
    return _ask_to_publish(request, published, action.next_url)


def chosen_pages(pages: list[Page], *, below: bool) -> QuerySet[Any]:
    """Returns the pages, with all below them if `below`."""
    return branch(pages) if below else Page.objects.filter(pk__in=[page.pk for page in pages])


def _editor(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _ask_to_publish(request: HttpRequest, pages: QuerySet[Any], back: str) -> HttpResponse | None:
    """Asks about dead links in the drafts of the pages, and about new slugs of public ones.

    A link to another of the pages is not dead: that page is published with it.
    """
    if request.method != "POST":
        return None
    with_text = pages.select_related("locale", "latest_revision").order_by("path")
    # Pages that the user may not publish are skipped by Wagtail.
    own = (p for p in with_text if p.permissions_for_user(request.user).can_publish())
    drafts = [page.get_latest_revision_as_object() for page in islice(own, MOST_CHECKED)]
    together = {draft.pk for draft in drafts}
    found = {link for draft in drafts for link in dead_links(draft, request, public=together)}
    links = sorted(found, key=lambda link: (link.target, link.reason))
    return _ask_about_drafts(request, drafts, links, back=back)


def _ask_about_drafts(
    request: HttpRequest, drafts: list[Any], links: list[DeadLink], *, back: str
) -> HttpResponse | None:
    question = Question(
        title=gettext("Links to check before publishing"),
        button=gettext("Publish anyway"),
        back=back,
        dead_links=links,
        referrers=[page for draft in drafts for page in pages_linking_to_former_slug(draft)],
        note=_follow(),
    )
    return answer(request, question)


def _ask(request: HttpRequest, action: str, pages: QuerySet[Any], back: str) -> HttpResponse | None:
    """Asks about the pages that lead to `pages`, which are unpublished, deleted or moved.

    Wagtail's own screens ask first whether it is meant at all, by GET.
    """
    if request.method != "POST":
        return None
    buttons = {
        "unpublish": gettext("Unpublish anyway"),
        "delete": gettext("Delete anyway"),
        "move": gettext("Move anyway"),
    }
    note = _follow() if action == "move" else gettext("Their links would lead nowhere.")
    linking = list(referrers(pages.filter(live=True)))
    question = Question(
        gettext("Other pages lead here"), buttons[action], back, referrers=linking, note=note
    )
    return answer(request, question)
