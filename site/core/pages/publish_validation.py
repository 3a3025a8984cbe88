"""Validates pages before they are published, whichever way they are published.

Wagtail validates a page in its form and trusts a stored draft from then on, though a draft may lack
required values: bulk actions, workflows, schedules, copies and imports publish it as it is. So the
model's `full_clean` (`core.models.BasePage`) finds all that the form would, and every way of
publishing calls `validate` first. `refusals` checks several pages before any is published.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, BoundBlock, ListBlock, StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTableBlockValidationError
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from core import signals
from core.languages.language_names import language_name
from core.text.sanitizer import clean_stream
from core.text.text_joining import clauses, labelled, with_addition

SEPARATOR = " › "


def faults_in_blocks(field: StreamField, value: StreamValue) -> list[str]:
    """Returns one sentence for each error, with the path to its block: "Image (2) › Caption: …".

    Wagtail validates blocks only in forms: `full_clean` does not look at them.
    """
    try:
        field.stream_block.clean(value)
    except ValidationError as error:
        return [
            _sentence(way, fault)
            for way, fault in _faults_of_block(field.stream_block, value, error)
        ]
    return []


def _sentence(way: list[str], fault: str) -> str:
    return str(labelled(SEPARATOR.join(way), fault)) if way else fault


def _faults_of_block(
    block: Block, value: Any, error: ValidationError
) -> Iterator[tuple[list[str], str]]:
    """Follows an error to the blocks that caused it; yields (labels of the blocks, message)."""
    if isinstance(error, TypedTableBlockValidationError):
        yield from _faults_of_cells(block, error)
        return
    within = getattr(error, "block_errors", None)
    if within is None:
        yield from (([], message) for message in error.messages)
        return
    for fault in error.non_block_errors.as_data():  # type: ignore[attr-defined]
        yield from (([], message) for message in fault.messages)
    for key, inner in within.items():
        name, child = _child(block, value, key)
        for way, message in _faults_of_block(child.block, child.value, inner):
            yield [name, *way], message


def _faults_of_cells(
    block: Block, error: TypedTableBlockValidationError
) -> Iterator[tuple[list[str], str]]:
    for fault in error.non_block_errors.as_data():
        yield from (([], message) for message in fault.messages)
    for row, columns in (error.cell_errors or {}).items():
        for column, fault in columns.items():
            place = gettext("row %(row)s, column %(column)s")
            name = place % {"row": row + 1, "column": column + 1}
            yield from (([name], message) for message in fault.messages)


def _child(block: Block, value: Any, key: Any) -> tuple[str, BoundBlock]:
    child = value[key] if isinstance(value, StreamValue) else value.bound_blocks[key]
    label = capfirst(str(child.block.label or child.block.name))
    if isinstance(value, StreamValue) or isinstance(block, ListBlock):
        place = {"block": label, "number": key + 1}
        label = gettext("%(block)s (no. %(number)s)") % place
    return label, child


Faults = dict[str, list[Any]]


@dataclass(frozen=True)
class Refusal:
    """A page that cannot be published as it is, and its errors."""

    title: str
    language: str
    url: str
    """Of its editor."""
    faults: list[tuple[str, str]]
    """Names of fields as editors see them, and what is wrong there."""

    reasons: str
    """The same as one line."""

    @property
    def sentence(self) -> str:
        """The page's title and its errors in one sentence."""
        text = gettext("“%(title)s” (%(language)s) was not published. %(reasons)s")
        values = {"title": self.title, "language": self.language, "reasons": self.reasons}
        return text % values


def validate(page: Page, revision: Any = None, content: Any = None) -> None:
    """Raises ValidationError, by field, if the page must not be published as it is.

    Validates `content`, an unsaved version of the page; else the `revision`; else the row.
    """
    if content is None:
        content = revision.as_object() if revision is not None else page.specific
    was_live, content.live = content.live, True  # Drafts are validated less strictly.
    try:
        content.full_clean()
    finally:
        content.live = was_live
    _refuse_schedule(content)
    if revision is not None:
        signals.pre_publish.send(sender=type(page), page=page, revision=revision)


def refusals(pages: Iterable[Page]) -> list[Refusal]:
    """Returns a Refusal for each page whose latest draft `validate` would refuse."""
    found = (find_refusal(page, page.get_latest_revision()) for page in pages)
    return [each for each in found if each is not None]


def find_refusal(page: Page, revision: Any = None, content: Any = None) -> Refusal | None:
    """Returns the Refusal of this page, or None if it is valid. Arguments as for `validate`."""
    try:
        validate(page, revision, content)
    except ValidationError as error:
        return refusal_from(page, error)
    return None


def refusal_from(page: Page, error: ValidationError) -> Refusal:
    """Returns the Refusal for a ValidationError of `validate`."""
    return Refusal(
        title=page.get_admin_display_title(),
        language=language_name(page.locale.language_code),
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        faults=list(named_faults(page, error)),
        reasons=reasons_of(page, error),
    )


def reasons_of(page: Page, error: ValidationError) -> str:
    """Returns the errors with their fields, on one line."""
    return clauses(
        labelled(field, fault) if field else fault for field, fault in named_faults(page, error)
    )


def named_faults(page: Page, error: ValidationError) -> Iterator[tuple[str, str]]:
    """Yields (label of the field, message); the label is empty for errors of the whole page."""
    model = page.specific_class or Page
    if not hasattr(error, "error_dict"):
        yield "", " ".join(error.messages)
        return
    for name, messages in error.message_dict.items():
        yield field_label(model, name), " ".join(messages)


def field_label(model: type[Any], name: str) -> str:
    """Returns the verbose name of a field or relation; empty if the model has none of this name."""
    known = {field.name: field for field in model._meta.get_fields()}
    field = known.get(name)
    if field is None:
        return ""
    if field.one_to_many:
        return capfirst(str(field.related_model._meta.verbose_name_plural))
    return capfirst(str(getattr(field, "verbose_name", name)))


# --- Validation that BasePage.full_clean adds to Wagtail's -----------------------------------


def faults_beyond_fields(page: Page) -> Faults:
    """Returns field or relation → errors in the page's blocks and inline rows.

    The page's form validates its blocks and formsets itself.
    """
    return {**_faults_of_streams(page), **_faults_of_rows(page)}


def _faults_of_streams(page: Page) -> Faults:
    found: Faults = {}
    for field in page._meta.concrete_fields:
        value = getattr(page, field.attname, None)
        if isinstance(field, StreamField) and isinstance(value, StreamValue):
            faults = faults_in_blocks(field, clean_stream(field, value))
            if faults:
                found[field.name] = faults
    return found


def _faults_of_rows(page: Page) -> Faults:
    found: Faults = {}
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if name == COMMENTS_RELATION_NAME:
            continue
        faults = [
            fault
            for number, row in enumerate(getattr(page, name).all(), 1)
            for fault in _faults_of_row(row, number, relation.field.name)
        ]
        if faults:
            found[name] = faults
    return found


def _faults_of_row(row: Any, number: int, parent: str) -> Iterator[str]:
    """Yields errors of the row's fields and rules; uniqueness is left to the database."""
    try:
        row.full_clean(exclude={parent}, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = field_label(type(row), name)
            place = str(with_addition(row._meta.verbose_name, number))
            way = f"{place} › {label}" if label else place
            yield str(labelled(capfirst(way), " ".join(messages)))


def _refuse_schedule(page: Any) -> None:
    now = timezone.now()
    if page.expire_at is None:
        return
    if page.go_live_at is not None and page.go_live_at >= page.expire_at:
        message = gettext("The page would expire before it goes live.")
        raise ValidationError({"go_live_at": message, "expire_at": message})
    if page.expire_at <= now:
        raise ValidationError({"expire_at": gettext("This date and time are in the past.")})
