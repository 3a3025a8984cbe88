"""The blocks of a page's body: what a reader sees, and what an editor is told."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import override

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

import pytest

from core.blocks.body import BodyBlock
from core.blocks.media import FigureBlock
from core.blocks.table import TableBlock

BODY = BodyBlock()
BODY.set_name("body")
TABLE: dict[str, Any] = {
    "caption": "Coordination meetings",
    "columns": [{"type": "text", "heading": "Place"}, {"type": "text", "heading": "Year"}],
    "rows": [{"values": ["Geneva", "2005"]}, {"values": ["Lusaka", "2007"]}],
}


def render(name: str, value: object) -> str:
    return str(BODY.normalize([(name, value)])[0].render())


@pytest.mark.parametrize("name", BODY.child_blocks)
def test_every_block_has_icon_template_description_and_preview(db: None, name: str) -> None:
    block = BODY.child_blocks[name]
    assert block.meta.icon not in ("", "placeholder")
    assert block.meta.template.startswith("blocks/")
    assert block.get_description()
    assert block.is_previewable


@pytest.mark.parametrize("name", BODY.child_blocks)
def test_every_preview_shows_the_block_itself(db: None, name: str) -> None:
    get_image_model().objects.create(title="Room", file=get_test_image_file())
    document = get_document_model()(title="Report")
    document.file.save("report.pdf", ContentFile(b"x"))
    block = BODY.child_blocks[name]
    html = str(block.render(block.get_preview_value()))
    assert html.strip().startswith("<")
    assert len(html) > 50


@pytest.mark.parametrize("name", ["figure", "document"])
def test_a_preview_without_a_file_in_the_library_does_not_fail(db: None, name: str) -> None:
    block = BODY.child_blocks[name]
    assert "src=" not in str(block.render(block.get_preview_value()))


def test_a_quotation_in_another_language_says_so() -> None:
    html = render("quote", {"text": "<p>السلامة</p>", "source": "Note", "language": "ar"})
    assert '<blockquote lang="ar" dir="rtl">' in html
    plain = render("quote", {"text": "<p>x</p>", "source": "", "language": ""})
    assert "<blockquote>" in plain
    assert "figcaption" not in plain


def test_a_table_has_a_caption_and_scoped_headings() -> None:
    html = render("table", TABLE)
    assert "<caption>Coordination meetings</caption>" in html
    assert html.count('scope="col"') == 2
    assert '<th scope="row">Geneva</th>' in html


@pytest.mark.parametrize(
    "change", [{"caption": ""}, {"columns": [{"type": "text", "heading": ""}]}]
)
def test_a_table_without_caption_or_heading_is_refused(change: dict[str, object]) -> None:
    block = TableBlock()
    with pytest.raises(ValidationError, match="Give"):
        block.clean(block.to_python(TABLE | change))


def test_a_translated_table_keeps_its_translations_when_a_row_is_inserted_above() -> None:
    """Its segments are addressed by their text, not by their position."""
    before = segments(TABLE)
    rows = [{"values": ["Montreal", "2000"]}, *TABLE["rows"]]
    after = segments(TABLE | {"rows": rows})
    assert before.items() <= after.items()
    assert set(after.values()) - set(before.values()) == {"Montreal", "2000"}


def segments(table: dict[str, Any]) -> dict[str, str]:
    """Path → text of what translators get."""
    block = TableBlock()
    found = block.get_translatable_segments(block.to_python(table))
    return {segment.path: segment.string.data for segment in found}


def test_a_document_link_shows_type_size_and_language(db: None) -> None:
    document = get_document_model()(title="Report of the conference")
    document.file.save("report.pdf", ContentFile(b"x" * 2048))
    with override("fr"):
        html = render("document", {"document": document, "title": "", "language": "es"})
    assert "Report of the conference</a>" in html
    assert "(PDF, 2,0" in html
    assert "espagnol)" in html
    assert 'hreflang="es"' in html


def test_an_image_must_have_a_description(db: None) -> None:
    image = get_image_model().objects.create(title="Room", file=get_test_image_file())
    block = FigureBlock()
    with pytest.raises(ValidationError):
        block.clean(block.normalize({"image": image, "alt": "", "caption": "A room"}))


def test_an_image_shows_description_caption_and_size(db: None) -> None:
    image = get_image_model().objects.create(title="Room", file=get_test_image_file())
    html = render("figure", {"image": image, "alt": "Two delegates", "caption": "In San José"})
    assert 'alt="Two delegates"' in html
    assert "<figcaption>In San José</figcaption>" in html
    assert 'width="640" height="480"' in html


def test_labels_of_choices_are_not_searched() -> None:
    body = BODY.normalize([("heading", {"text": "Mandate", "level": "2"})])
    assert BODY.get_searchable_content(body) == ["Mandate"]
