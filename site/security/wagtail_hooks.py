"""Adds the second factor to Wagtail's account menu."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from wagtail import hooks


@hooks.register("register_account_menu_item")
def second_factor(_request: HttpRequest) -> dict[str, str]:
    """Link to the second factor, in the account menu."""
    return {
        "url": reverse("mfa_index"),
        "label": gettext("Second factor"),
        "help_text": gettext("A code from an app on your phone, asked for when you sign in."),
    }
