"""Pages in which every text that an editor could write says "source" and a number of its own."""

import itertools
import re
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.html import escape

from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.fields import TranslatableField, get_translatable_fields

from conference.models import Outcome
from conference.outcomes.blocks import CitedNumbersBlock
from core.blocks.authentic_text import AuthenticChooserBlock
from core.blocks.text import FormerIdsBlock
from terms.models import AuthenticText
from translation.system_checks import holds_text

SOURCE = "source"


class Filler:
    """Remembers the numbers that it gave out."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self.count = itertools.count(1)
        self.numbers: set[int] = set()
        self.image = get_image_model().objects.create(title="Room", file=get_test_image_file())
        self.document = get_document_model()(title="File")
        self.document.file.save("report.pdf", ContentFile(b"%PDF"))

    def text(self) -> str:
        number = next(self.count)
        self.numbers.add(number)
        return f"{SOURCE} {number} & so on"

    def page(self, model: type[Page], slug: str) -> Any:
        page = model(slug=slug, locale=self.locale, live=False)
        self._fill(page)
        for relation in get_all_child_relations(model):
            child = relation.related_model
            if issubclass(child, TranslatableMixin):
                row = child(locale=self.locale, sort_order=1)
                self._fill(row)
                if isinstance(row, Outcome):
                    self._make_document(row)
                getattr(page, relation.name).add(row)
        return page

    def _make_document(self, outcome: Outcome) -> None:
        """A document with files has neither a place nor an address elsewhere."""
        self.numbers -= {int(number) for number in re.findall(r"\d+", outcome.place)}
        outcome.place = outcome.address = ""

    def _fill(self, instance: Any) -> None:
        translated = {
            field.field_name
            for field in get_translatable_fields(type(instance))
            if isinstance(field, TranslatableField)
        }
        for field in instance._meta.concrete_fields:
            if field.name in translated and holds_text(field):
                setattr(instance, field.name, self._text_of(field))
            elif not (field.is_relation or field.has_default() or field.null or field.blank):
                setattr(instance, field.name, _required(field, getattr(instance, field.name)))
        if any(field.name == "address" for field in instance._meta.concrete_fields):
            instance.address = "https://example.org/"

    def _text_of(self, field: Any) -> Any:
        if isinstance(field, StreamField):
            return self.block(field.stream_block)
        if isinstance(field, RichTextField):
            return self._rich_text(field.features)
        return self.text()

    def block(self, block: blocks.Block) -> Any:  # noqa: C901 - one line a kind
        """A value with a text wherever the block takes one. Raises LookupError: an unknown kind."""
        if isinstance(block, blocks.BaseStreamBlock):
            return [(name, self.block(child)) for name, child in block.child_blocks.items()]
        if isinstance(block, blocks.BaseStructBlock):
            return {name: self.block(child) for name, child in block.child_blocks.items()}
        if isinstance(block, blocks.ListBlock):
            return [self.block(block.child_block), self.block(block.child_block)]
        if isinstance(block, TypedTableBlock):
            return self._table(block)
        if isinstance(block, blocks.RichTextBlock):
            return self._rich_text(block.features)
        if isinstance(block, blocks.ChoiceBlock):
            return block.get_default() or ""
        if isinstance(block, ImageChooserBlock):
            return self.image
        if isinstance(block, DocumentChooserBlock):
            return self.document
        if isinstance(block, AuthenticChooserBlock):
            return AuthenticText.objects.order_by("pk").first()
        if isinstance(block, blocks.CharBlock | blocks.TextBlock):
            return "former" if isinstance(block, FormerIdsBlock) else self.text()
        if isinstance(block, CitedNumbersBlock):
            return ""
        raise LookupError(f"This test does not know how to fill a {type(block).__name__}.")

    def _table(self, block: TypedTableBlock) -> dict[str, Any]:
        columns = [{"type": name, "heading": self.text()} for name in block.child_blocks]
        rows = [
            {"values": [self.block(child) for child in block.child_blocks.values()]}
            for _row in range(2)
        ]
        return {"caption": self.text(), "columns": columns, "rows": rows}

    def _rich_text(self, features: list[str]) -> str:
        parts = [f"<p>{escape(self.text())} of the <b>10<sup>th</sup></b> meeting</p>"]
        parts.append(f'<p>See <a href="https://example.org/">{escape(self.text())}</a></p>')
        if "ol" in features:
            parts.append(f"<ol><li>{escape(self.text())}</li></ol>")
        if "image" in features:
            parts.append(
                f'<embed alt="{escape(self.text())}" embedtype="image" format="fullwidth" '
                f'id="{self.image.pk}"/>'
            )
        return "".join(parts)


def _required(field: Any, present: Any) -> Any:
    """A value for a field that is no text of its own; `present` where that is one already."""
    if present not in (None, ""):
        return present
    if field.choices:
        return field.choices[0][0]
    kinds: dict[type[models.Field], Any] = {
        models.DateTimeField: datetime(2031, 3, 3, tzinfo=UTC),
        models.DateField: date(2031, 3, 3),
        models.IntegerField: 9,
        models.CharField: "x",
    }
    found = (value for kind, value in kinds.items() if isinstance(field, kind))
    return next(found, present)
