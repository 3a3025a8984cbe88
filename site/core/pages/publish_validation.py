"""What stops a page from being published, whichever way that is asked for.

Wagtail validates a page in its form and trusts a stored draft from then on, though a draft may lack
what is required: bulk actions, workflows, schedules, copies and imports publish it as it is. So the
model's `full_clean` (`core.models.BasePage`) knows all that the form refuses, and every way of
publishing asks `refuse` first. `refusals` asks the same for several pages, before any goes out.
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
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from core import signals
from core.blocks.validation import faults_in
from core.text.sanitizer import clean_stream

Faults = dict[str, list[Any]]


@dataclass(frozen=True)
class Refusal:
    """A page that cannot be published as it is, and why."""

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
        text = gettext("“%(title)s” (%(language)s) was not published. %(reasons)s")
        values = {"title": self.title, "language": self.language, "reasons": self.reasons}
        return text % values


def refuse(page: Page, revision: Any = None, content: Any = None) -> None:
    """Raises ValidationError, by field, where the page may not become public as it is.

    What is asked is `content`, an unsaved version of the page; else the `revision`; else the row.
    """
    if content is None:
        content = revision.as_object() if revision is not None else page.specific
    was_live, content.live = content.live, True  # A draft is asked for less.
    try:
        content.full_clean()
    finally:
        content.live = was_live
    _refuse_schedule(content)
    if revision is not None:
        signals.page_goes_out.send(sender=type(page), page=page, revision=revision)


def refusals(pages: Iterable[Page]) -> list[Refusal]:
    """Of pages whose latest drafts are to be published, those that `refuse` stops."""
    found = (refused(page, page.get_latest_revision()) for page in pages)
    return [each for each in found if each is not None]


def refused(page: Page, revision: Any = None, content: Any = None) -> Refusal | None:
    """What `refuse` says to the same; None where it says nothing."""
    try:
        refuse(page, revision, content)
    except ValidationError as error:
        return refusal(page, error)
    return None


def refusal(page: Page, error: ValidationError) -> Refusal:
    """What an error of `refuse` says to editors."""
    return Refusal(
        title=page.get_admin_display_title(),
        language=page.locale.get_display_name(),
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        faults=list(named_faults(page, error)),
        reasons=reasons_of(page, error),
    )


def reasons_of(page: Page, error: ValidationError) -> str:
    """Fields and faults on one line."""
    return "; ".join(
        f"{field}: {fault}" if field else fault for field, fault in named_faults(page, error)
    )


def named_faults(page: Page, error: ValidationError) -> Iterator[tuple[str, str]]:
    """Pairs of a field's name, empty for the page as a whole, and what is wrong there."""
    model = page.specific_class or Page
    if not hasattr(error, "error_dict"):
        yield "", " ".join(error.messages)
        return
    for name, messages in error.message_dict.items():
        yield field_label(model, name), " ".join(messages)


def field_label(model: type[Any], name: str) -> str:
    """How an editor knows a field or a relation; empty for what is no field of the model."""
    known = {field.name: field for field in model._meta.get_fields()}
    field = known.get(name)
    if field is None:
        return ""
    if field.one_to_many:
        return capfirst(str(field.related_model._meta.verbose_name_plural))
    return capfirst(str(getattr(field, "verbose_name", name)))


# --- What the model's full_clean knows beyond Wagtail's --------------------------------------


def faults_beyond_fields(page: Page) -> Faults:
    """By field or relation: what is wrong in the page's blocks and in the rows that belong to it.

    The page's form asks its blocks and formsets for the same.
    """
    return {**_faults_of_streams(page), **_faults_of_rows(page)}


def _faults_of_streams(page: Page) -> Faults:
    found: Faults = {}
    for field in page._meta.concrete_fields:
        value = getattr(page, field.attname, None)
        if isinstance(field, StreamField) and isinstance(value, StreamValue):
            faults = faults_in(field, clean_stream(field, value))
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
    """Its own fields and rules; whether it is unique is a question to the database, when saved."""
    try:
        row.full_clean(exclude={parent}, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = field_label(type(row), name)
            place = f"{row._meta.verbose_name} ({number})"
            way = f"{place} › {label}" if label else place
            yield f"{capfirst(way)}: {' '.join(messages)}"


def _refuse_schedule(page: Any) -> None:
    """As the page's form does."""
    now = timezone.now()
    if page.expire_at is None:
        return
    if page.go_live_at is not None and page.go_live_at >= page.expire_at:
        message = gettext("The page would expire before it goes live.")
        raise ValidationError({"go_live_at": message, "expire_at": message})
    if page.expire_at <= now:
        raise ValidationError({"expire_at": gettext("This moment is past already.")})
