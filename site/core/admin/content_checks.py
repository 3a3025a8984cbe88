"""What Wagtail's content checks look for, in the editor and in the user bar of a page."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.admin.userbar import ContentCheckerItem


class SiteContentCheckerItem(ContentCheckerItem):
    """Wagtail's own checks, and images without a description."""

    axe_run_only: ClassVar[list[str]] = [*ContentCheckerItem.axe_run_only, "image-alt"]
    axe_messages: ClassVar[dict[str, Any]] = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("Image without a description"),
            "help_text": _("Say what the image shows, for those who cannot see it"),
        },
    }


def use_site_checks(_request: HttpRequest, items: list[Any], _page: Any) -> None:
    """Puts the site's checks in the place of Wagtail's among the `items` of a user bar."""
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = SiteContentCheckerItem(in_editor=item.in_editor)
