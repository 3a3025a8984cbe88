"""Wagtail hooks of the terms app: snippet viewsets and admin URLs."""

from django.urls import URLPattern, URLResolver, include, path

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from terms.admin import views
from terms.admin.authentic_texts import AuthenticTextViewSet, import_authentic_texts
from terms.admin.viewset import ConceptViewSet

register_snippet(ConceptViewSet)
register_snippet(AuthenticTextViewSet)


@hooks.register("register_admin_urls")
def term_addresses() -> list[URLPattern | URLResolver]:
    """Registers the admin URLs of import and export, in the namespace `terms`."""
    urls = [
        path("import/", views.import_terms, name="import"),
        path("import-authentic-texts/", import_authentic_texts, name="import_authentic_texts"),
        path("export.csv", views.export_csv, name="export_csv"),
        path("export.tbx", views.export_tbx, name="export_tbx"),
        path("export-v2.tbx", views.export_martif, name="export_martif"),
    ]
    return [path("terms/", include((urls, "terms")))]
