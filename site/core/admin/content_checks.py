"""Wagtail's content checker, extended by a check for images without alternative text."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.admin.userbar import ContentCheckerItem


class SiteContentCheckerItem(ContentCheckerItem):
    """Wagtail's content checks and one for images without alternative text."""

    axe_run_only: ClassVar[list[str]] = [*ContentCheckerItem.axe_run_only, "image-alt"]
    axe_messages: ClassVar[dict[str, Any]] = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("Image without a description"),
            "help_text": _("Say what the image shows, for those who cannot see it"),
        },
    }


def use_site_checks(_request: HttpRequest, items: list[Any], _page: Any) -> None:
    """Replaces Wagtail's content checker among the `items` of the user bar."""
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = SiteContentCheckerItem(in_editor=item.in_editor)
