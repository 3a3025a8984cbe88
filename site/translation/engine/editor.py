"""The translators' editor with as many queries for two hundred segments as for two.

Stock, it asks for the place, the words, the translation and the translator of each segment one by
one. It asks them of `translation.source`, for which `Prepared` stands in: the same object, but
for the segments, which come with all that belongs to them.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    OverridableSegmentQuerySet,
    StringSegment,
    StringSegmentQuerySet,
    Translation,
    TranslationSource,
)
from wagtail_localize.views import edit_translation as edit_views

TRANSLATOR = "last_translated_by__wagtail_userprofile"


class StringSegments(StringSegmentQuerySet):
    def get_translations(self, locale: Any) -> Any:
        found = super().get_translations(locale)
        return found.select_related("translation_of", "context", TRANSLATOR)


class OverridableSegments(OverridableSegmentQuerySet):
    def get_overrides(self, locale: Any) -> Any:
        return super().get_overrides(locale).select_related("context", TRANSLATOR)


class _Known:
    """One value that is known, for code that expects to have to ask for it."""

    def __init__(self, value: Any) -> None:
        self.id = value

    def values_list(self, *_names: str, **_options: Any) -> "_Known":
        return self

    def first(self) -> Any:
        return self.id


class Segments:
    """In place of the manager of a source's segments."""

    def __init__(self, rows: Any, key: tuple[str, ...]) -> None:
        self._rows = rows
        self._key = key
        self._ids: dict[tuple[Any, ...], int] | None = None

    def all(self) -> Any:
        return self._rows.all()

    def only(self, *_names: str) -> "Segments":
        return self

    def filter(self, **of: Any) -> Any:
        if set(of) != set(self._key):
            return self._rows.filter(**of)
        return _Known(self._find(**of))

    def get(self, **of: Any) -> Any:
        """Raises DoesNotExist where there is none, as the manager would."""
        found = self._find(**of)
        if found is None:
            raise self._rows.model.DoesNotExist
        return _Known(found)

    def _find(self, **of: Any) -> int | None:
        if self._ids is None:
            rows = self._rows.values_list("pk", *self._key)
            self._ids = {tuple(key): pk for pk, *key in rows}
        return self._ids.get(tuple(of[name] for name in self._key))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rows, name)


class Prepared:
    """A TranslationSource whose segments know their places and words."""

    def __init__(self, source: TranslationSource) -> None:
        self._source = source
        strings = StringSegments(StringSegment).filter(source=source)
        others = OverridableSegments(OverridableSegment).filter(source=source)
        self.stringsegment_set = Segments(
            strings.select_related("context", "string"), ("string_id", "context_id")
        )
        self.overridablesegment_set = Segments(others.select_related("context"), ("context_id",))

    @cached_property
    def _instance(self) -> Any:
        model: Any = self._source.specific_content_type.model_class()
        found = model._default_manager.select_related("locale")
        return found.get(translation_key=self._source.object_id, locale_id=self._source.locale_id)

    def get_source_instance(self) -> Any:
        return self._instance

    def as_instance(self) -> Any:
        """Asked for its name only."""
        return self._instance

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)


def prepare(translation: Translation, instance: Any) -> None:
    source = translation.source
    locales = Locale.objects.in_bulk([source.locale_id, translation.target_locale_id])
    source.locale = locales[source.locale_id]
    source.specific_content_type = ContentType.objects.get_for_id(source.specific_content_type_id)
    instance.locale = translation.target_locale = locales[translation.target_locale_id]
    translation._state.fields_cache["source"] = Prepared(source)


def edit_translation(stock: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """In place of the view of the editor; a POST publishes, and needs the source itself."""

    def edit(request: HttpRequest, translation: Translation, instance: Any) -> HttpResponse:
        if request.method != "POST":
            prepare(translation, instance)
        return stock(request, translation, instance)

    return edit


def may_edit(user: Any, instance: Any) -> bool:
    """The question that all views of wagtail-localize's editor ask, with what was added to it."""
    return bool(edit_views.user_can_edit_instance(user, instance))


def also_ask(question: Callable[[Any, Any], bool]) -> None:
    """Adds a question to `may_edit`, and so to all views of the editor; once for each."""
    stock: Callable[[Any, Any], bool] = edit_views.user_can_edit_instance

    def user_can_edit_instance(user: Any, instance: Any) -> bool:
        return stock(user, instance) and question(user, instance)

    edit_views.user_can_edit_instance = user_can_edit_instance
