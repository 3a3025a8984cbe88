"""Questions of the admin's page API before an action breaks links: the answer 409 names them.

The same action is carried out once the request confirms these very links, as in the admin's forms
(`link_checks.page_hooks`).
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from wagtail.models import Page

from link_checks.confirmation_screen import CONFIRMED, Question
from link_checks.internal_links import branch, dead_links, referrers
from link_checks.page_hooks import chosen_pages, pages_linking_to_former_slug


def ask_before_action(
    request: HttpRequest, action: str, page: Page, data: Any
) -> dict[str, Any] | None:
    """Returns what the API answers instead of acting; None if nothing breaks or it is confirmed.

    Users without the right to act are asked nothing: Wagtail refuses them.
    """
    if not _may(request.user, action, page):
        return None
    question = _question(request, action, page, data)
    if not question.dead_links and not question.referrers:
        return None
    if data.get(CONFIRMED) == question.digest:
        return None
    return {
        "detail": question.title,
        "links": [f"{link.target} – {link.reason}" for link in question.dead_links],
        "pages": [{"id": each.pk, "title": each.title} for each in question.shown],
        CONFIRMED: question.digest,
    }


def _may(user: Any, action: str, page: Page) -> bool:
    permissions = page.permissions_for_user(user)
    is_asked = action in ("publish", "unpublish", "delete", "move")
    return is_asked and bool(getattr(permissions, f"can_{action}")())


def _question(request: HttpRequest, action: str, page: Page, data: Any) -> Question:
    if action == "publish":
        draft = page.get_latest_revision_as_object()
        return Question(
            title=gettext("Links to check before publishing"),
            button=action,
            back="",
            dead_links=dead_links(draft, request),
            referrers=pages_linking_to_former_slug(draft),
        )
    if action == "unpublish":
        pages = chosen_pages([page], below=str(data.get("recursive", "")).lower() == "true")
    else:
        pages = branch([page])
    linking = list(referrers(pages.filter(live=True)))
    return Question(gettext("Other pages lead here"), action, back="", referrers=linking)
