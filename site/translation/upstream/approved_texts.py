"""The texts of each segment that may be published in a language."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, TranslationSource

from translation.models import SegmentRecord
from translation.upstream.read_localize_tables import is_usable
from translation.upstream.segment_extraction import plain, unit_of


class NotTranslatedError(ValidationError):
    """The page's title or another required text has no translation."""


@dataclass(frozen=True)
class Text:
    """The publishable text of one segment."""

    path: str
    source: str
    is_entered: bool
    """Whether a translation is stored, by a translator or carried over."""
    data: str
    """The stored text, else the last approved one; empty if there is neither."""


def texts(source: TranslationSource, locale: Locale) -> dict[int, Text]:
    """Returns order of a segment → its publishable text; two queries."""
    segments = source.stringsegment_set.annotate(last=_last_approved(locale))
    rows = segments.values_list(
        "order", "context_id", "context__path", "string_id", "string__data", "last"
    )
    entered = {
        (entry.context_id, entry.translation_of_id): entry
        for entry in StringTranslation.objects.filter(
            locale=locale,
            context__object_id=source.object_id,
            translation_of__in=source.stringsegment_set.values("string_id"),
        )
    }
    found = {}
    for order, context, path, string, text, last in rows:
        entry = entered.get((context, string))
        usable = is_usable(entry)
        data = entry.data if usable and entry else last or ""
        found[order] = Text(path, text, is_entered=usable, data=data)
    return found


def _last_approved(locale: Locale) -> Subquery:
    records = SegmentRecord.objects.filter(
        translation__source_id=OuterRef("source_id"),
        translation__target_locale=locale,
        context_id=OuterRef("context_id"),
        string_id=OuterRef("string_id"),
    )
    return Subquery(records.exclude(text="").values("text")[:1])


def refuse_untranslated(
    source: TranslationSource, locale: Locale, content: dict[str, Any] | None = None
) -> None:
    """Raises NotTranslatedError if a text required for publishing is missing.

    Other missing texts are left out of the page, see `instance_building`. `content` is that of the
    published revision, which may be older than the stored translations.
    """
    model = source.specific_content_type.model_class()
    if model is None or not issubclass(model, Page):
        return
    needed = [(unit_of(model, text.path), text) for text in texts(source, locale).values()]
    faults = {
        unit: _fault(text)
        for unit, text in needed
        if "." not in unit
        and not model._meta.get_field(unit).blank
        and not _is_translated(text, content)
    }
    if faults:
        raise NotTranslatedError(faults)


def _fault(text: Text) -> str:
    if text.data:
        return gettext("The draft is older than the translation of this text.")
    return gettext("This text is not translated yet.")


def _is_translated(text: Text, content: dict[str, Any] | None) -> bool:
    if content is None or not text.data:
        return bool(text.data)
    shown = " ".join(str(content.get(text.path, "")).split())
    return shown != plain(text.source) or shown == plain(text.data)
