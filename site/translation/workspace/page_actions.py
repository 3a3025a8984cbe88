"""Actions on whole pages: submitting to review, stopping and resuming translations."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from translation.checks import translation_querysets
from translation.permissions.translation_permissions import may_change_translation, target_of
from translation.review import workflow_steps
from translation.sync import segment_states
from translation.workspace.json_responses import for_script

# Maximum number of pages in one request.
MOST_AT_ONCE = 20


@require_POST
@for_script
def send(request: HttpRequest) -> dict[str, Any]:
    """Submits each `translation` (repeated parameter) to review; returns reasons for failures."""
    ids = [int(pk) for pk in request.POST.getlist("translation") if pk.isdecimal()]
    mine = translation_querysets.visible_to(request.user).filter(pk__in=ids[:MOST_AT_ONCE])
    found = mine.select_related("source", "target_locale")
    return {"pages": [_sent(translation, request.user) for translation in found]}


def _sent(translation: Translation, user: Any) -> dict[str, Any]:
    page = target_of(translation)
    reason = _send(translation, page, user) if isinstance(page, Page) else ""
    return {"translation": translation.pk, "title": str(page), "heldBy": reason}


def _send(translation: Translation, page: Page, user: Any) -> str:
    """Submits the page. Returns why that is not possible; empty on success."""
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


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Confirmation view for stopping a translation, which then no longer follows its original."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = _page_to_change(request.user, translation)
    if request.method != "POST":
        original = translation.source.get_source_instance()
        context = {"page": page, "translation": translation, "original": original}
        return render(request, "translation/workspace/stop.html", context)
    translation.enabled = False
    translation.save(update_fields=["enabled"])
    undo = reverse("translation_workspace:resume", args=[translation.pk])
    text = gettext("“%(title)s” no longer follows its original.") % {"title": page}
    messages.success(request, text, buttons=[messages.button(undo, gettext("Undo"))])
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Resumes a stopped translation; its texts were kept."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = _page_to_change(request.user, translation)
    if request.method != "POST":
        context = {"page": page, "translation": translation}
        return render(request, "translation/workspace/resume.html", context)
    translation.enabled = True
    translation.save(update_fields=["enabled"])
    segment_states.refresh(translation)
    text = gettext("“%(title)s” follows its original again.") % {"title": page}
    messages.success(request, text)
    return redirect(f"{reverse('translation_workspace:workspace')}?page={page.pk}&filter=all")


def _page_to_change(user: Any, translation: Translation) -> Page:
    """Returns the page. Raises PermissionDenied, also for snippets."""
    page = target_of(translation)
    if not isinstance(page, Page) or not may_change_translation(user, translation):
        raise PermissionDenied
    return page
