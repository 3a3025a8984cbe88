"""Where terms appear in the admin."""

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from terms.admin import views
from terms.admin.viewset import ConceptViewSet

register_snippet(ConceptViewSet)


@hooks.register("register_admin_urls")
def term_addresses() -> list[URLPattern | URLResolver]:
    urls = [
        path("import/", views.import_terms, name="import"),
        path("export.csv", views.export_csv, name="export_csv"),
        path("export.tbx", views.export_tbx, name="export_tbx"),
    ]
    return [path("terms/", include((urls, "terms")))]


@hooks.register("insert_editor_css")
def form_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("terms/admin.css"))
