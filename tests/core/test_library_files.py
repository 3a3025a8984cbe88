"""Documents of the library: their size is known, and those of private collections stay private."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext

from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

import pytest

from core.blocks.body import BodyBlock
from core.pages.public_querysets import readable_documents

BODY = BodyBlock()
BODY.set_name("body")


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def document(db: None) -> Any:
    stored = get_document_model()(title="Hidden title")
    stored.file.save("hidden.pdf", ContentFile(b"x" * 2048))
    return stored


def close(collection: Collection) -> None:
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )


def body_of(document: Any) -> str:
    link = f'<p><a linktype="document" id="{document.pk}">words</a></p>'
    shown = {"document": document.pk, "title": "", "language": "en"}
    value = BODY.to_python(
        [{"type": "paragraph", "value": link}, {"type": "document", "value": shown}]
    )
    template = engines["django"].from_string("{% load wagtailcore_tags %}{% include_block body %}")
    return str(template.render({"body": value}))


def test_the_size_of_a_file_is_noted_when_it_is_stored_and_when_it_is_replaced(
    document: Any,
) -> None:
    assert get_document_model().objects.get(pk=document.pk).file_size == 2048
    document.file.save("other.pdf", ContentFile(b"x" * 10))
    assert get_document_model().objects.get(pk=document.pk).file_size == 10


def test_a_document_whose_file_is_missing_can_be_saved_and_keeps_its_size(document: Any) -> None:
    Path(document.file.path).unlink()
    document.title = "Renamed"
    document.save()
    assert get_document_model().objects.get(pk=document.pk).file_size == 2048


def test_a_document_for_everybody_is_linked_from_text_and_block(document: Any) -> None:
    assert body_of(document).count("hidden.pdf") == 2


@pytest.mark.parametrize("steps_up", [0, 1])
def test_a_document_of_a_closed_collection_is_neither_linked_nor_named(
    document: Any, steps_up: int
) -> None:
    above = Collection.get_first_root_node().add_child(name="Above")
    document.collection = above.add_child(name="Below")
    document.save()
    close([document.collection, above][steps_up])
    html = body_of(document)
    assert "words" in html
    assert "idden" not in html
    assert not readable_documents(get_document_model().objects.all()).exists()


def test_a_closed_collection_beside_it_changes_nothing(document: Any) -> None:
    root = Collection.get_first_root_node()
    document.collection = root.add_child(name="Open")
    document.save()
    close(root.add_child(name="Closed"))
    assert body_of(document).count("hidden.pdf") == 2


def test_a_closed_document_stays_in_the_editor(document: Any) -> None:
    """What readers do not get must not vanish from the form."""
    close(Collection.get_first_root_node())
    block = BODY.child_blocks["document"]
    (value,) = block.bulk_to_python([{"document": document.pk, "title": "", "language": "en"}])
    assert value["document"] == document
    with CaptureQueriesContext(connection) as captured:
        assert value.file is None
    assert len(captured) == 0
