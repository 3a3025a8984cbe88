"""What is there of the seeded content, read once instead of for each page and language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from wagtail.models import Locale, Page
from wagtail_localize.models import TranslatableObject, Translation


@dataclass
class Present:
    """The seeded pages that are there, and what wagtail-localize knows of pages and snippets."""

    pages: dict[tuple[UUID, int], Page] = field(default_factory=dict)
    """By translation key and id of the locale, even if they were moved."""
    submitted: set[UUID] = field(default_factory=set)
    """Keys of what was ever submitted for translation, deleted or not."""
    begun: set[tuple[UUID, int]] = field(default_factory=set)
    """Keys and target locales of translations."""
    created: set[UUID] = field(default_factory=set)
    """Keys of the originals that this run has created."""

    @classmethod
    def read(cls, keys: Iterable[UUID]) -> "Present":
        """Returns what is there of these translation keys; three queries."""
        wanted = list(keys)
        pages = Page.objects.filter(translation_key__in=wanted)
        submitted = TranslatableObject.objects.filter(translation_key__in=wanted)
        begun = Translation.objects.filter(source__object_id__in=wanted)
        return cls(
            pages={(page.translation_key, page.locale_id): page for page in pages},
            submitted=set(submitted.values_list("translation_key", flat=True)),
            begun=set(begun.values_list("source__object_id", "target_locale_id")),
        )

    def page(self, key: UUID, locale: Locale) -> Page | None:
        """Returns the page with this translation key, of any class; None if there is none."""
        return self.pages.get((key, locale.pk))

    def add(self, page: Page) -> None:
        """Notes a new page."""
        self.pages[(page.translation_key, page.locale_id)] = page

    def is_translated(self, source: Any, locale: Locale) -> bool:
        """Whether a page or snippet has a translation, or one was begun."""
        key = (source.translation_key, locale.pk)
        if key in self.begun or key in self.pages:
            return True
        return not isinstance(source, Page) and bool(source.has_translation(locale))
