"""SharedFieldsMixin: fields with one value for all translations, such as a conference's dates.

wagtail-localize copies untranslated fields when a translation is saved, from a copy of the original
that may be weeks old. Dates must not lag: an extension shows in every language at once. So the
original, the first of the page's translations, owns these fields; saving it writes them to its
translations, and a translation that is saved takes them from it.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models, transaction


class SharedFieldsMixin(models.Model):
    """Mix into a page model and name the fields in `shared_fields`."""

    shared_fields: ClassVar[list[str]] = []
    shared_relations: ClassVar[list[str]] = []
    """Many-to-many relations that are the same in every language."""

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        """As Wagtail's own; copies shared fields from the original, or to the translations."""
        names = self._written(self.shared_fields, kwargs.get("update_fields"))
        relations = self._written(self.shared_relations, kwargs.get("update_fields"))
        original = self.get_original()
        if original is not None and original.pk != self.pk:
            for name in names:
                setattr(self, name, getattr(original, name))
            for name in relations:
                getattr(self, name).set(getattr(original, name).all())
            return super().save(*args, **kwargs)
        result = super().save(*args, **kwargs)
        if names:
            values = {name: getattr(self, name) for name in names}
            self._versions().exclude(pk=self.pk).update(**values)
        if relations:
            self._share(relations)
        return result

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's own, with the original's values of the shared fields."""
        original = self.get_original()
        if original is not None and original.pk != self.pk:
            for name in self.shared_fields:
                setattr(self, name, getattr(original, name))
        super().full_clean(*args, **kwargs)

    def _share(self, relations: list[str]) -> None:
        for version in self._versions().exclude(pk=self.pk):
            for name in relations:
                getattr(version, name).set(getattr(self, name).all())
                getattr(version, name).commit()

    @staticmethod
    def _written(shared: list[str], update_fields: Iterable[str] | None) -> list[str]:
        """Returns those of `shared` that a save writes; none if only a draft is recorded."""
        return [name for name in shared if update_fields is None or name in set(update_fields)]

    def _versions(self) -> Any:
        manager: Any = type(self)._default_manager
        return manager.filter(translation_key=self.translation_key)  # type: ignore[attr-defined]

    def get_original(self) -> Self | None:
        """Returns the page that all translations come from; itself, or None, if unsaved."""
        original: Self | None = self._versions().order_by("pk").first()
        return original

    def is_original(self) -> bool:
        """Whether this page is the original."""
        original = self.get_original()
        return original is None or original.pk == self.pk
