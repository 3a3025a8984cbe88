"""Publishes the pages of a conference that are complete, in all languages, in the background."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page

from conference.board.board_rows import board_of
from conference.board.publish_plan import Item, content_to_publish, plan
from conference.models import ConferencePage
from core.pages.publish_validation import refusal_from
from core.text.phrases import clauses
from jobs.progress import Progress
from jobs.registry import job
from translation import upstream
from translation.dashboard.board_scope import board_scope_of
from translation.sync import segment_states

KIND = "publish-conference"


@job(KIND, _("Publishing a conference"))
def publish_conference(progress: Progress, *, conference_id: int, stamps: list[list[int]]) -> None:
    """`stamps` name the drafts that were confirmed (`publish_plan.Item.stamp`).

    Each page goes out by itself, after all is asked anew; one that no longer may is named and
    stays as it is. Done again, it does what is missing.
    """
    owner: Any = progress.job.owner
    conference = ConferencePage.objects.get(pk=conference_id)
    confirmed = {tuple(stamp) for stamp in stamps}
    known = plan(board_of(conference, board_scope_of(owner)), owner)
    items = [item for item in known.items if tuple(item.stamp) in confirmed]
    published = 0
    for item in progress.track(items, len(items)):
        reason = clauses(item.reasons) or _publish(item, owner)
        if reason:
            message = gettext("“%(title)s” (%(language)s) was not published. %(reasons)s")
            progress.add_line(
                message % {"title": item.title, "language": item.language, "reasons": reason}
            )
        else:
            published += 1
    progress.add_line(gettext("Pages published: %(number)s") % {"number": published})
    left = len(confirmed) - len(items)
    if left:
        message = gettext(
            "Pages left out, because they have been published or changed since: %(number)s"
        )
        progress.add_line(message % {"number": left})
    progress.set_result_url(reverse("conference_board", args=[conference.pk]))


def _publish(item: Item, user: Any) -> str:
    """Why the page did not go out; empty where it did."""
    page = Page.objects.get(pk=item.page.pk).specific
    # Its original may have gone out a moment ago, with texts that nobody has translated yet.
    if not item.is_original and not segment_states.is_complete(page):
        return gettext("Its original has changed since it was translated.")
    try:
        with transaction.atomic():
            _revision(page, item, user).publish(user=user)
    except ValidationError as error:
        return refusal_from(page, error).reasons
    return ""


def _revision(page: Any, item: Item, user: Any) -> Any:
    if item.is_original or upstream.translation_into(page) is None:
        latest = page.get_latest_revision()
        return latest or page.save_revision(user=user, log_action=True)
    return content_to_publish(page).save_revision(user=user, log_action=True)
