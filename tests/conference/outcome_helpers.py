"""What the tests of outcomes share: documents of the library, and conferences that carry them."""

from typing import Any

from django.core.files.base import ContentFile
from django.test import Client

from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page

from lxml import html

from conference.models import Outcome

ARCHIVE = "protocol/capacity-building/portal/archive"
MAINSTREAMING = f"{ARCHIVE}/mainstreaming"
RISK_ASSESSMENT = f"{ARCHIVE}/risk-assessment"


def library_document(
    name: str, size: int = 2048, collection: Collection | None = None, title: str = ""
) -> Any:
    document = get_document_model()(title=title or name)
    if collection is not None:
        document.collection = collection
    document.file.save(name, ContentFile(b"x" * size))
    return document


def private_collection(kind: str = CollectionViewRestriction.LOGIN) -> Collection:
    """A collection whose parent is restricted, as its documents are then too."""
    parent = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(
        collection=parent, restriction_type=kind, password="secret"
    )
    return parent.add_child(name="Below")


def files(**documents: Any) -> list[tuple[str, Any]]:
    """`files(en=…, es=…)` as the value of an outcome's files."""
    return [
        ("file", {"document": document, "language": language})
        for language, document in documents.items()
    ]


def add_outcome(page: Page, *, publish: bool = True, **fields: Any) -> Outcome:
    """At the end of the chain."""
    values = {"kind": "report", "title": "A new outcome", "sort_order": 99, **fields}
    outcome = Outcome(locale=page.locale, **values)
    page.outcomes.add(outcome)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return outcome


def chain(client: Client, path: str, language: str = "en", form: str = "") -> Any:
    """The list element of the chain; `form` is the address of a print view."""
    response = client.get(f"/{language}/{path}/{form}")
    assert response.status_code == 200
    (found,) = html.document_fromstring(response.content.decode()).cssselect("ol.chain")
    return found


def texts(element: Any, selector: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in element.cssselect(selector)]
