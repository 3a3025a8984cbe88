"""Wagtail's template tags of the admin, two of them changed and one added.

Settings put this library in the place of Wagtail's own: privacy icons show what holds for readers,
icons are drawn once, and `loaded_log_entry` serves `core.admin.conflicts_without_revisions`.
"""

from functools import lru_cache
from typing import Any

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from wagtail.admin.templatetags import wagtailadmin_tags as stock
from wagtail.admin.views.generic import EditView
from wagtail.models import Page

from core.admin.conflicts_without_revisions import LOADED, latest_number
from core.caching import request_cache
from core.pages import restrictions

register = Library()
register.tags = dict(stock.register.tags)
register.filters = dict(stock.register.filters)


@register.simple_tag(takes_context=True, name="test_page_is_public")
def is_page_public(context: Any, page: Page) -> bool:
    """Returns whether no restriction holds for the page; one query per request."""
    user = context["request"].user
    places = request_cache.for_user(user, "restricted places", restrictions.places)
    return not any(page.path.startswith(place) for place in places)


@register.simple_tag
def icon(
    name: str | None = None,
    classname: str | None = None,
    title: Any = None,
    wrapped: bool = False,  # noqa: FBT001, FBT002 - as Wagtail's own
) -> SafeString:
    """As Wagtail's own, without drawing the same icon a thousand times for one listing."""
    return _icon(name, classname, None if title is None else str(title), wrapped)


@lru_cache(maxsize=1000, typed=True)  # a title that is safe differs from one that is not
def _icon(name: str | None, classname: str | None, title: str | None, wrapped: bool) -> SafeString:  # noqa: FBT001
    context = stock.icon(name, classname, title, wrapped)
    return render_to_string("wagtailadmin/shared/icon.html", context)


@register.simple_tag(takes_context=True)
def loaded_log_entry(context: Any) -> str | None:
    """Returns the number of the latest log entry when the form was opened; None if it adds."""
    view = context.get("view")
    if not isinstance(view, EditView):
        return None
    posted: str | None = context["request"].POST.get(LOADED)
    return str(latest_number(view.object)) if posted is None else posted
