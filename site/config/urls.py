"""Root URL configuration."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve

from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from contributions import urls as contributions_urls
from core.admin import page_privacy as privacy_urls
from core.media import document_library
from core.routing import root_file_views
from core.routing.serve_view import serve_page
from core.routing.sitemap import sitemap, sitemap_file
from search.views import search
from security.sign_in import urls as sign_in_urls
from translation.checks import workflow_action as translation_check_urls
from translation.permissions.hidden_titles import guarded_urls as title_guard_urls
from translation.reader_requests import ask

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(sign_in_urls)),
    path("admin/", include(privacy_urls)),
    path("admin/", include(title_guard_urls)),
    path("admin/", include(translation_check_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("", include(contributions_urls)),
    re_path(r"^documents/(\d+)/(.*)$", document_library.serve, name="wagtaildocs_serve"),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap_file, name="sitemap_file"),
    path("robots.txt", root_file_views.robots, name="robots"),
    path(".well-known/security.txt", root_file_views.security, name="security"),
    path("favicon.ico", root_file_views.favicon, name="favicon"),
]

if settings.SERVE_MEDIA:
    urlpatterns += [
        path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}, name="media")
    ]

urlpatterns += i18n_patterns(
    path("", include(sign_in_urls.i18n_urlpatterns)),
    path("", include(contributions_urls.in_a_language)),
    path("search/", search, name="search"),
    path("translation-wanted/<int:page_id>/<slug:code>/", ask, name="ask_for_translation"),
    # Overrides Wagtail's URL of the same name: finds pages with one query (core.routing).
    # Wagtail's password and log-in views are below _util.
    re_path(r"^(?!_util/)((?:[\w\-]+/)*)$", serve_page, name="wagtail_serve"),
    # A file below a page, such as its PDF.
    re_path(r"^((?:[\w\-]+/)*[\w\-]+\.\w+)$", serve_page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
)

handler403 = "ops.error_views.permission_denied"
handler404 = "core.routing.not_found_view.page_not_found"
handler500 = "ops.error_views.server_error"
