"""Wagtail hooks of submitting pages: the bulk action, and the offer after copying a page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from translation.submission.bulk_action import TranslateBulkAction
from translation.submission.submit_page import may_submit
from translation.tree_sync import cascades

hooks.register("register_bulk_action", TranslateBulkAction)


@hooks.register("after_copy_page")
def a_copy_is_offered_to_translators(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Suggests to submit a copied page for translation, as its original was."""
    if not cascades.followers(page).exists() or not may_submit(request.user, new_page):
        return
    address = reverse("wagtail_localize:submit_page_translation", args=[new_page.pk])
    messages.info(
        request,
        gettext("The copy is in this language only."),
        buttons=[messages.button(address, gettext("Hand it to translators"))],
    )
