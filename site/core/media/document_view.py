"""Serves documents; keeps restricted ones out of every cache.

Also removes the invalid header `Content-Encoding: None` of Wagtail's own view, which strict clients
refuse; `tests/core/test_document_view.py` reports when Wagtail has fixed it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_by_wagtail

from core.pages.public_querysets import readable_documents


def serve(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """As Wagtail's own; `no-store` unless the document is public."""
    response: Any = serve_by_wagtail(request, document_id, filename)
    if response.get("Content-Encoding") == "None":
        del response["Content-Encoding"]
    documents = get_document_model()._default_manager.filter(pk=document_id)
    if not readable_documents(documents).exists():
        # Also on a shared computer nothing is left of it.
        response["Cache-Control"] = "private, no-store"
    return response
