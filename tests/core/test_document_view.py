"""A document that is not compressed does not claim to be."""

from django.core.files.base import ContentFile
from django.test import Client, RequestFactory

from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_by_wagtail

import pytest


@pytest.fixture
def document(db: None) -> object:
    file = ContentFile(b"text", "minutes.txt")
    return get_document_model().objects.create(title="Minutes", file=file)


def test_it_names_no_encoding(client: Client, document: object) -> None:
    response = client.get(document.url)  # type: ignore[attr-defined]
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"text"  # type: ignore[attr-defined]
    assert "Content-Encoding" not in response


def test_wagtail_still_names_one_that_there_is_not(rf: RequestFactory, document: object) -> None:
    """Where this fails, delete this of `core.media.document_library.serve`."""
    address = document.url  # type: ignore[attr-defined]
    _empty, _documents, number, name = address.split("/")
    assert serve_by_wagtail(rf.get(address), number, name)["Content-Encoding"] == "None"
