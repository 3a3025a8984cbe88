"""Editors' redirects (wagtail.contrib.redirects), matched without regard to case and encoding.

Paths are folded when a redirect is stored and when one is looked up, so that the lookup stays an
equality on an indexed column.
"""

from typing import Any

from django.db.models.signals import pre_save
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)

from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from core.text.address_folding import folded


def connect() -> None:
    """Folds the path of every redirect before it is saved."""
    pre_save.connect(_fold_before_saving, sender=Redirect, dispatch_uid="core.redirect_matching")


def redirect_path(url: str) -> str:
    """The form in which a redirect from `url` (path and query) is stored and looked up."""
    return folded(Redirect.normalise_path(url))


class FoldedRedirectMiddleware(RedirectMiddleware):
    """Wagtail's middleware, with one query for the folded path with and without its query."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """A redirect in place of a 404 where an editor has made one; else the response."""
        redirect = _find(request) if response.status_code == 404 else None
        if redirect is None or redirect.link is None:
            return response
        kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
        return kind(redirect.link)


def _find(request: HttpRequest) -> Redirect | None:
    """The redirect of this site first, the one with the query before the one without."""
    paths = [redirect_path(request.get_full_path()), redirect_path(request.path)]
    if any("\0" in path for path in paths):
        return None  # PostgreSQL refuses such text
    site = Site.find_for_request(request)
    found = list(Redirect.get_for_site(site).filter(old_path__in=set(paths)))
    found.sort(key=lambda redirect: (paths.index(redirect.old_path), redirect.site_id is None))
    return found[0] if found else None


def _fold_before_saving(instance: Redirect, **_kwargs: Any) -> None:
    """Left as it is where a redirect from the folded path exists already: that one counts."""
    path = redirect_path(instance.old_path)
    same = Redirect.objects.filter(old_path=path, site=instance.site).exclude(pk=instance.pk)
    if path != instance.old_path and not same.exists():
        instance.old_path = path
