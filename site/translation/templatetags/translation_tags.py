"""What editors see of the other languages in Wagtail's confirmation screens."""

from typing import Any

from django import template

from wagtail.models import Page

from translation.parallel.outlook import OUTLOOKS

register = template.Library()


@register.inclusion_tag("translation/other_languages.html", takes_context=True)
def other_languages(
    context: dict[str, Any], action: str, page: Page, destination: Page | None = None
) -> dict[str, Any]:
    """A table of the page's translations, and what `action` does to each of them.

    `action` is "move", "unpublish", "delete" or "schedule".
    """
    further = {"destination": destination} if destination else {}
    rows = OUTLOOKS[action](page, context["request"].user, **further)
    following = sum(row.follows for row in rows)
    return {
        "rows": rows,
        "following": following,
        "page": page,
        "needs_rights": action == "schedule",
    }
