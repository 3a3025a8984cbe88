"""ServedPage, how pages are answered: views below them, cache headers, previews and context."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import pgettext_lazy

from wagtail.compat import HTTPMethod
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from core import cache_tags
from core.caching import cache_headers, shared_html
from core.navigation.page_chrome import PageChrome
from core.routing import page_view_registry


class ServedPage(Page):
    """Abstract. A page with registered views below its address, and headers for caches."""

    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD]

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Returns this page, or one of the views below it (`core.routing.page_view_registry`)."""
        if path_components and self.live:
            view = page_view_registry.view_for("/".join(path_components), self)
            if view is not None:
                return RouteResult(self, kwargs={"view": view})
        if path_components:
            raise Http404
        return super().route(request, path_components)

    def serve(
        self,
        request: HttpRequest,
        *args: Any,
        view: page_view_registry.PageView | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """As Wagtail's own; serves `view` if the route has one, and sets cache headers."""
        if view is not None:
            request.is_preview = False  # type: ignore[attr-defined]
            return view(request, self)
        tokens = cache_tags.tokens(self.cache_tags)
        response = super().serve(request, *args, **kwargs)
        until = self._fresh_until(request)
        cache_headers.set_cache_headers(request, response, until, tokens)
        if not self.cache_tags:
            shared_html.allow(request, response, until)
        return response

    def _fresh_until(self, request: HttpRequest) -> datetime | None:
        """The same, with what stands around the page: an announcement comes and goes by itself."""
        return cache_headers.earliest(
            self.fresh_until(), PageChrome(request, self).settings.changes_at
        )

    def fresh_until(self) -> datetime | None:
        """Returns the instant (UTC) at which the content changes by itself; None if never.

        Caches keep the page no longer than that. Changes by editors invalidate it separately.
        """
        return None

    @property
    def cache_tags(self) -> set[str]:
        """Of what the page shows beside published content; see `core.cache_tags`."""
        return set()

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """As Wagtail's own; adds the views that can be previewed."""
        return [
            ("", pgettext_lazy("kind of preview", "Page")),
            *page_view_registry.preview_modes(self),
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """As Wagtail's own; renders a registered view for its preview mode."""
        view = page_view_registry.view_for(mode_name, self)
        if view is None:
            return super().serve_preview(request, mode_name)
        request.is_preview = True  # type: ignore[attr-defined]
        response = view(request, self)
        patch_cache_control(response, private=True)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Wagtail's own; adds `chrome`, the page's navigation and metadata."""
        context = super().get_context(request, *args, **kwargs)
        context["chrome"] = PageChrome(request, self)
        return context
