"""Sends or approves one page of many: returns why it is held back instead of raising."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext, ngettext

from wagtail.models import Page
from wagtail_localize.models import Translation

from translation.checks import translation_querysets
from translation.checks.check_results import check_results_of
from translation.models import EventKind, SegmentRecord, State
from translation.models.segment_event import last_step
from translation.review import workflow_steps


def send(translation: Translation, page: Page, user: Any) -> str:
    """Submits the page to review. Returns why that is not possible; empty on success."""
    if page.workflow_in_progress:
        return gettext("It is in review already.")
    try:
        workflow_steps.send(translation, user)
    except workflow_steps.NotReadyError as error:
        text = ngettext(
            "%(count)d sentence is still to be translated or revised.",
            "%(count)d sentences are still to be translated or revised.",
            error.left,
        )
        return text % {"count": error.left}
    except ValidationError as error:
        return " ".join(error.messages)
    except PermissionDenied:
        return gettext("You may not send this page to review.")
    return ""


def approve(translation: Translation, page: Page, user: Any) -> str:
    """Approves and publishes the page. Returns why that is not possible; empty on success.

    Errors of the checks hold a page back, and so do segments that a reviewer returned.
    """
    if not page.workflow_in_progress:
        return gettext("It is not in review.")
    returned = _returned(translation)
    if returned:
        text = ngettext(
            "%(count)d sentence was returned.", "%(count)d sentences were returned.", returned
        )
        return text % {"count": returned}
    results = check_results_of(translation_querysets.of(page))
    if results.errors:
        return str(results.summary)
    try:
        workflow_steps.decide(page.specific, user, "approve")
    except ValidationError as error:
        return " ".join(error.messages)
    except PermissionDenied:
        return gettext("You may not approve this page.")
    return ""


def _returned(translation: Translation) -> int:
    """Returns the number of segments in review that were returned and not changed since."""
    records = SegmentRecord.objects.filter(
        translation=translation, is_current=True, state=State.REVIEW
    )
    return records.annotate(step=last_step("kind")).filter(step=EventKind.RETURNED).count()
