"""Views that hang below every page's address, such as `…/print/`.

An app registers its view under a name in `AppConfig.ready()`; `BasePage` serves it and keeps
child pages from taking the name as their slug.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wagtail.models import Page

PageView = Callable[[HttpRequest, Page], HttpResponse]

_views: dict[str, PageView] = {}

# Addresses of the site itself below /<language>/ and below the host.
RESERVED_SLUGS = {"search", "sitemap", "admin", "documents", "static", "media", "feed"}


def register(name: str, view: PageView) -> None:
    """Serves `view(request, page)` at `<page address><name>/`.

    Raises ValueError where the name is taken by another view.
    """
    if _views.get(name, view) is not view:
        raise ValueError(f"Two views want the address {name!r}.")
    _views[name] = view


def view_for(name: str) -> PageView | None:
    return _views.get(name)


def is_reserved(slug: str) -> bool:
    """Whether a page with this slug would hide, or be hidden by, an address of the site."""
    return slug in _views or slug in RESERVED_SLUGS
