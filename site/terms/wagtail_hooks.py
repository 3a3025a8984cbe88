"""Wagtail hooks of the terms app: snippet viewsets and admin URLs."""

from django.urls import URLPattern, URLResolver, include, path

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from terms.admin import import_export_views
from terms.admin.authentic_texts import AuthenticTextViewSet, import_authentic_texts
from terms.admin.viewset import ConceptViewSet

# What follows “export” in the URL and “terms” in the file's name → name of the URL.
EXPORTS = {".csv": "export_csv", ".tbx": "export_tbx", "-v2.tbx": "export_martif"}

register_snippet(ConceptViewSet)
register_snippet(AuthenticTextViewSet)


@hooks.register("register_admin_urls")
def term_addresses() -> list[URLPattern | URLResolver]:
    """Registers the admin URLs of import and export, in the namespace `terms`."""
    urls = [
        path("import/", import_export_views.import_terms, name="import"),
        path("import-authentic-texts/", import_authentic_texts, name="import_authentic_texts"),
        *(
            path(
                f"export{end}", import_export_views.export_terms, {"name": f"terms{end}"}, name=name
            )
            for end, name in EXPORTS.items()
        ),
    ]
    return [path("terms/", include((urls, "terms")))]
