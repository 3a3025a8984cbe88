"""Views that hang below every page's address, such as `…/print/` and `…/print.pdf`.

An app registers its view under a name in `AppConfig.ready()`; `BasePage` serves it and keeps
child pages from taking the name as their slug.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from wagtail.models import Page

PageView = Callable[[HttpRequest, Page], HttpResponse]

_views: dict[str, PageView] = {}
_previews: dict[str, str | Promise] = {}

# Addresses of the site itself below /<language>/ and below the host.
RESERVED_SLUGS = {"search", "sitemap", "admin", "documents", "static", "media", "feed"}


def register(name: str, view: PageView, *, preview: str | Promise = "") -> None:
    """Serves `view(request, page)` at `<page address><name>/`, or without a slash at a file name.

    With `preview`, editors find the view under that label among the page's preview modes; it is
    then called with a draft, and with `request.is_preview` set.
    Raises ValueError where the name is taken by another view.
    """
    if _views.get(name, view) is not view:
        raise ValueError(f"Two views want the address {name!r}.")
    _views[name] = view
    if preview:
        _previews[name] = preview


def view_for(name: str) -> PageView | None:
    return _views.get(name)


def preview_modes() -> list[tuple[str, str | Promise]]:
    """Name and label of each view that editors may preview."""
    return list(_previews.items())


def is_reserved(slug: str) -> bool:
    """Whether a page with this slug would hide, or be hidden by, an address of the site."""
    return slug in RESERVED_SLUGS or any(slug == name.split("/")[0] for name in _views)
