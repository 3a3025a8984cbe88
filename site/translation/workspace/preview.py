"""Preview of a page with an unsaved text."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from wagtail.models import Page
from wagtail.utils.decorators import xframe_options_sameorigin_override
from wagtail_localize.models import StringTranslation

from core import bulk_string_writes
from core.text.control_characters import without_controls
from security.csp import CSP
from translation import upstream
from translation.workspace.save_segment import MANUAL, open_item
from translation.workspace.segment_data import Item


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
        with bulk_string_writes.bulk_write():
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
