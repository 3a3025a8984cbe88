"""What stands in the rows of the translators' editor."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from translation.engine.at_hand import Overridables, Rows, Strings

TRANSLATOR = "last_translated_by__wagtail_userprofile"


@dataclass(frozen=True)
class Line:
    """One string of an original at its place, and what is entered for it."""

    segment: StringSegment
    """With its context and string."""
    entry: StringTranslation | None

    @property
    def original(self) -> str:
        """HTML, with the attributes of links replaced by ids."""
        return str(self.segment.string.data)

    @property
    def translated(self) -> str:
        """As it stands, whether there is an error in it or not; empty where there is nothing."""
        return str(self.entry.data) if self.entry else ""


def lines_of(translation: Translation) -> list[Line]:
    """In reading order; two queries, none where the editor has read them already."""
    strings = translation.source.stringsegment_set
    if not isinstance(strings, Strings):
        strings = strings_of(translation.source, translation.target_locale)
    entered = strings.entry_by_key
    return [Line(each, entered.get((each.context_id, each.string_id))) for each in strings]


def strings_of(source: TranslationSource, locale: Locale) -> Strings:
    """Two queries, for any number of strings."""
    segments = StringSegment.objects.filter(source=source).order_by("order")
    strings = Strings(segments.select_related("context", "string"), StringSegment.DoesNotExist)
    entries = segments.get_translations(locale).order_by()
    strings.entries = list(entries.select_related("translation_of", "context", TRANSLATOR))
    return strings


def overridables_of(source: TranslationSource, locale: Locale) -> Overridables:
    """Two queries; one where there is nothing to replace."""
    segments = OverridableSegment.objects.filter(source=source).order_by("order")
    found = Overridables(segments.select_related("context"), OverridableSegment.DoesNotExist)
    if found:
        overrides: Any = segments.get_overrides(locale)
        found.overrides = list(overrides.select_related("context", TRANSLATOR))
    return found


def related_of(source: TranslationSource) -> Rows:
    related = source.relatedobjectsegment_set.select_related("context", "object")
    return Rows(related.order_by("order"))
