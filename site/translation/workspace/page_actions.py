"""Views of whole pages: preview, submitting to review, stopping and resuming translations."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from wagtail.admin import messages
from wagtail.models import Page
from wagtail.utils.decorators import xframe_options_sameorigin_override
from wagtail_localize.models import StringTranslation, Translation

from core.bulk_string_signals import bulk_write
from core.text.control_character_removal import without_controls
from security.csp import CSP
from translation import translation_querysets, upstream
from translation.permissions.translation_permissions import may_change_translation, target_of
from translation.review import workflow_steps
from translation.sync import segment_states
from translation.workspace.save_segment import MANUAL, open_item
from translation.workspace.segment_data import Item
from translation.workspace.segment_json import for_script

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
    reason = workflow_steps.try_to_send(translation, page, user) if isinstance(page, Page) else ""
    return {"translation": translation.pk, "title": str(page), "heldBy": reason}


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Confirmation view for stopping a translation, which then no longer follows its original."""
    translation = get_object_or_404(Translation, pk=translation_id)
    target = _target_to_change(request.user, translation)
    if request.method != "POST":
        context = {
            "title_of_target": _title(target),
            "translation": translation,
            "original": _title(translation.source.get_source_instance()),
            "back": _editor(translation, target),
        }
        return render(request, "translation/workspace/stop.html", context)
    translation.enabled = False
    translation.save(update_fields=["enabled"])
    undo = reverse("translation_workspace:resume", args=[translation.pk])
    text = gettext("“%(title)s” no longer follows its original.") % {"title": _title(target)}
    messages.success(request, text, buttons=[messages.button(undo, pgettext("button", "Undo"))])
    return redirect(translation.get_target_instance_edit_url())


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Resumes a stopped translation; its texts were kept."""
    translation = get_object_or_404(Translation, pk=translation_id)
    target = _target_to_change(request.user, translation)
    if request.method != "POST":
        context = {"title_of_target": _title(target), "translation": translation}
        return render(request, "translation/workspace/resume.html", context)
    translation.enabled = True
    translation.save(update_fields=["enabled"])
    segment_states.refresh(translation)
    text = gettext("“%(title)s” follows its original again.") % {"title": _title(target)}
    messages.success(request, text)
    return redirect(_editor(translation, target))


def _target_to_change(user: Any, translation: Translation) -> Any:
    if not may_change_translation(user, translation):
        raise PermissionDenied
    return target_of(translation)


def _title(target: Any) -> str:
    return str(target.draft_title if isinstance(target, Page) else target)


def _editor(translation: Translation, target: Any) -> str:
    """Returns the URL where the translation is edited: for pages, the workspace."""
    if isinstance(target, Page):
        return f"{reverse('translation_workspace:workspace')}?page={target.pk}&filter=all"
    return str(translation.get_target_instance_edit_url())


@require_POST
@xframe_options_sameorigin_override
def preview(request: HttpRequest, record_id: int) -> HttpResponse:
    """Renders the page with `html` as the segment's text.

    Raises Http404 for snippets, and PermissionDenied.
    """
    item = open_item(request.user, record_id)
    if item.page is None:
        raise Http404
    page = _with_text(item, request.POST.get("html", "").replace("\0", ""))
    answer: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
    # The CSP of public pages forbids framing; the middleware adds the admin's.
    for header in CSP.HEADER_ENFORCE, CSP.HEADER_REPORT_ONLY:
        answer.headers.pop(str(header), None)
    return answer


def _with_text(item: Item, html: str) -> Page:
    """Builds the page as publishing would, in a transaction that is rolled back."""
    with transaction.atomic():
        with bulk_write():
            StringTranslation.objects.bulk_create(
                [
                    StringTranslation(
                        translation_of=item.record.string,
                        context=item.record.context,
                        locale=item.translation.target_locale,
                        data=without_controls(html),
                        translation_type=MANUAL,
                    )
                ],
                update_conflicts=True,
                unique_fields=["locale", "translation_of", "context"],
                update_fields=["data", "has_error"],
            )
        page: Page = upstream.drafted(item.translation)
        transaction.set_rollback(True)
    return page
