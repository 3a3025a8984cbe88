"""Documents without the header `Content-Encoding: None`, which Wagtail's own view sends.

It is no encoding that there is; strict clients refuse the file. To be deleted, with its address in
`config.urls`, when `tests/core/test_document_view.py` says that Wagtail has mended it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from wagtail.documents.views.serve import serve as serve_by_wagtail


def serve(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    response: Any = serve_by_wagtail(request, document_id, filename)
    if response.get("Content-Encoding") == "None":
        del response["Content-Encoding"]
    return response
