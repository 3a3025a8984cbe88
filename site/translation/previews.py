"""Preview of unpublished translations of pages and snippets.

wagtail-localize previews pages only, in a new tab. This view implements the protocol of Wagtail's
preview panel, so that the panel works in the translation editor as well.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wagtail.admin.ui.side_panels import BaseSidePanel, ChecksSidePanel, PreviewSidePanel
from wagtail.models import PreviewableMixin
from wagtail.utils.decorators import xframe_options_sameorigin_override
from wagtail_localize.models import Translation

from translation.permissions.translation_permissions import may_edit
from translation.upstream.instance_building import translated_instance


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@xframe_options_sameorigin_override
def preview_translation(
    request: HttpRequest, translation_id: int, mode: str | None = None
) -> HttpResponse:
    """Renders the translated page or snippet in the preview mode of the URL or `?mode=`.

    The panel's script posts the form before it loads the preview, and may delete the posted data.
    In the translation editor each text is saved when it is entered, so neither is needed. Raises
    Http404 for an unknown mode, PermissionDenied for users who may not edit the target.
    """
    translation = get_object_or_404(Translation, pk=translation_id)
    target = translation.get_target_instance()
    if not may_edit(request.user, target):
        raise PermissionDenied
    chosen = _mode(target, mode if mode is not None else request.GET.get("mode"))
    if request.method == "POST":
        return JsonResponse({"is_valid": True, "is_available": True})
    if request.method == "DELETE":
        return JsonResponse({"success": True})
    draft = translated_instance(translation.source, translation.target_locale)
    in_panel = request.GET.get("in_preview_panel") == "true"
    answer: HttpResponse = draft.make_preview_request(
        request, chosen, {"in_preview_panel": in_panel, "is_editing": True}
    )
    return answer


def _mode(target: Any, asked: str | None) -> str:
    modes = dict(target.preview_modes) if isinstance(target, PreviewableMixin) else {}
    chosen = asked if asked is not None or not modes else target.default_preview_mode
    if chosen not in modes:
        raise Http404
    return str(chosen)


def panels(translation: Translation, target: Any, request: HttpRequest) -> list[BaseSidePanel]:
    """Returns Wagtail's preview and checks panels; none for targets without a preview."""
    if not isinstance(target, PreviewableMixin) or not target.is_previewable():
        return []
    address = reverse("wagtail_localize:preview_translation", args=[translation.pk])
    return [
        ChecksSidePanel(target, request),
        PreviewSidePanel(target, request, preview_url=address),
    ]
