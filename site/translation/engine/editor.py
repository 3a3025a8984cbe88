"""The translators' editor with as many queries for two hundred segments as for two.

Stock, it asks for the place, the words, the translation and the translator of each segment one by
one. It asks them of `translation.source`, for which `Prepared` stands in: the same object, but
for the segments, which come with all that belongs to them.
"""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse

from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views import edit_translation as edit_views

from translation.engine.lines import overridables_of, related_of, strings_of
from translation.engine.opening import PAGES


class Prepared:
    """A TranslationSource whose segments know their places and words, for one language."""

    def __init__(self, source: TranslationSource, translation: Translation, instance: Any) -> None:
        self._source = source
        self._translation = translation
        self._pages = instance.__dict__.get(PAGES, ())
        self.stringsegment_set = strings_of(source, translation.target_locale)
        self.overridablesegment_set = overridables_of(source, translation.target_locale)
        self.relatedobjectsegment_set = related_of(source)

    @cached_property
    def _instance(self) -> Any:
        for page in self._pages:
            if page.locale_id == self._source.locale_id:
                return page
        model: Any = self._source.specific_content_type.model_class()
        found = model._default_manager.select_related("locale")
        return found.get(translation_key=self._source.object_id, locale_id=self._source.locale_id)

    def get_source_instance(self) -> Any:
        return self._instance

    def as_instance(self) -> Any:
        """Asked for its name only."""
        return self._instance

    def schema_out_of_date(self) -> bool:
        newest = getattr(self._translation, "newest_migration", None)
        if newest is None:
            return bool(self._source.schema_out_of_date())
        return bool(self._source.schema_version) and self._source.schema_version != newest

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)


def prepare(translation: Translation, instance: Any) -> None:
    source = translation.source
    if PAGES not in instance.__dict__:
        locales = Locale.objects.in_bulk([source.locale_id, translation.target_locale_id])
        source.locale = locales[source.locale_id]
        translation.target_locale = locales[translation.target_locale_id]
    instance.locale = translation.target_locale
    source.specific_content_type = ContentType.objects.get_for_id(source.specific_content_type_id)
    translation._state.fields_cache["source"] = Prepared(source, translation, instance)


def edit_translation(stock: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """In place of the view of the editor; a POST publishes, and needs the source itself."""

    def edit(request: HttpRequest, translation: Translation, instance: Any) -> HttpResponse:
        if request.method != "POST":
            prepare(translation, instance)
        return stock(request, translation, instance)

    return edit


def render(stock: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """In place of what the editor is drawn with: its template draws the side panels twice."""

    def draw(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        for panel in context.get("side_panels", ()):
            panel.get_usage_context = cache(panel.get_usage_context)
        return stock(request, template, context)

    return draw


def may_edit(user: Any, instance: Any) -> bool:
    """The question that all views of wagtail-localize's editor ask, with what was added to it."""
    return bool(edit_views.user_can_edit_instance(user, instance))


def also_ask(question: Callable[[Any, Any], bool]) -> None:
    """Adds a question to `may_edit`, and so to all views of the editor; once for each."""
    stock: Callable[[Any, Any], bool] = edit_views.user_can_edit_instance

    def user_can_edit_instance(user: Any, instance: Any) -> bool:
        return stock(user, instance) and question(user, instance)

    edit_views.user_can_edit_instance = user_can_edit_instance
