"""Opens the translators' editor of a page without Wagtail's own reading of the page before it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from wagtail import hooks
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail_localize.views import edit_translation

from core.admin.explorer_listing import ListingView
from core.admin.serialized_saves import InTurnEditView
from translation.engine.opening import open_page, translation_at_hand


class TranslationEditView(InTurnEditView):
    """Wagtail's own, but for looking at a page that has its text from its translators."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        page = None
        if request.method in ("GET", "HEAD") and not kwargs:
            page = open_page(request.user, page_id)
        if page is None:
            return super().dispatch(request, page_id=page_id, **kwargs)
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        answer: HttpResponse | None = self.run_hook("before_edit_page", request, page)
        return answer or super().dispatch(request, page_id=page_id)


class TranslatedPageViewSet(PageViewSet):
    edit_view_class = TranslationEditView
    index_view_class = ListingView


@hooks.register("register_admin_viewset", order=1)
def in_place_of_wagtails_own() -> PageViewSet:
    return TranslatedPageViewSet()


@hooks.register("before_edit_page", order=-0.5)
def edit_what_is_at_hand(request: HttpRequest, page: Page) -> HttpResponse | None:
    """As wagtail-localize's own hook, which comes after it and would look for the translation."""
    translation = translation_at_hand(page)
    if translation is None:
        return None
    answer: HttpResponse = edit_translation.edit_translation(request, translation, page)
    return answer
