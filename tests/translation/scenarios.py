"""One session page in English, French and Spanish, and everything that can happen to it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object

from conference.models import GuidingQuestion, SessionPage
from translation import upstream
from translation.models import SegmentRecord
from translation.tree_sync import cascades

LANGUAGES = ("fr", "es")
SOURCE, TARGET = "source", "traduit"
Shown = dict[str, Any]


class World:
    """Texts of the original all contain "source", those of translators "traduit"."""

    def __init__(self, parent: Page, elsewhere: Page, run: Callable[..., Any]) -> None:
        self.places = [parent, elsewhere]
        self.run = run
        self.serial = 0
        self.key: Any = None
        self._begin(parent)

    def _begin(self, parent: Page) -> None:
        page = SessionPage(
            title=self._text(), theme=self._text(), number=77, slug="property", locale=parent.locale
        )
        page.body = [("paragraph", f"<p>{self._text()}</p>{self._image()}<p>{self._text()}</p>")]
        page.guiding_questions.add(GuidingQuestion(text=self._text(), locale=parent.locale))
        self.run(lambda: parent.add_child(instance=page))
        self.key = page.translation_key
        self.run(lambda: page.save_revision().publish())
        for language in LANGUAGES:
            self.submit(language)

    def _text(self, word: str = SOURCE) -> str:
        self.serial += 1
        return f"{word} {'abcdefgh'[self.serial % 8] * 3} number {self.serial}"

    def _image(self) -> str:
        """One that is gone; its description is a text all the same."""
        return f'<embed alt="{self._text()}" embedtype="image" format="fullwidth" id="999"/>'

    # --- What there is ----------------------------------------------------------------------

    def page(self, language: str = "en") -> Any:
        return SessionPage.objects.filter(
            translation_key=self.key, locale__language_code=language
        ).first()

    def translation(self, language: str) -> Translation | None:
        return Translation.objects.filter(
            source__object_id=self.key, target_locale__language_code=language, enabled=True
        ).first()

    def shown(self) -> dict[str, Shown]:
        """Language → what readers see there; only of live pages."""
        found = {}
        for language in ("en", *LANGUAGES):
            page = self.page(language)
            if page is not None and page.live:
                found[language] = {**upstream.texts_on(page), "address": page.url_path}
        return found

    def approved(self) -> dict[int, str]:
        """Record → the translation that was approved there."""
        records = SegmentRecord.objects.filter(translation__source__object_id=self.key)
        return dict(records.filter(approved_at__isnull=False).values_list("pk", "text"))

    # --- What happens; each answers with the languages whose live page it may change ----------

    def edit(self, what: int) -> set[str]:
        page = self._draft()
        if page is None:
            return set()
        changes: list[Callable[[], Any]] = [
            lambda: setattr(page, "title", self._text()),
            lambda: setattr(page, "theme", f"{page.theme}, {SOURCE}"),
            lambda: setattr(page, "summary", "" if page.summary else self._text()),
            lambda: page.body.append(("paragraph", f"<p>{self._text()}</p>")),
            lambda: self._change_first_block(page),
            lambda: page.body.pop(0) if len(page.body) else None,
            lambda: page.guiding_questions.add(
                GuidingQuestion(text=self._text(), locale=page.locale, sort_order=self.serial)
            ),
        ]
        changes[what % len(changes)]()
        self.run(lambda: page.save_revision())
        return set()

    def _draft(self) -> Any:
        page = self.page()
        return page and page.get_latest_revision_as_object()

    def _change_first_block(self, page: Any) -> None:
        if len(page.body):
            block = page.body[0]
            html = (
                block.value.source.replace("</p>", f", {SOURCE}</p>", 1) + f"<p>{self._text()}</p>"
            )
            page.body[0] = ("paragraph", html, block.id)

    def publish_source(self, _number: int) -> set[str]:
        page = self.page()
        if page is not None:
            self.run(lambda: page.get_latest_revision().publish())
            self._check_that_translators_know(self.page())
        return {"en"}

    def _check_that_translators_know(self, page: Any) -> None:
        """The task that tells them reports a failure to nobody."""
        source = TranslationSource.objects.get_for_instance_or_none(page)
        if source is not None:
            texts = {upstream.plain(segment.text) for segment in upstream.segments_of(source)}
            assert {page.title, page.theme} <= texts
            records = SegmentRecord.objects.filter(translation__source=source, is_current=True)
            assert {upstream.plain(row.string.data) for row in records} == texts

    def submit(self, language: str) -> set[str]:
        page = self.page()
        if page is not None:
            locale = Locale.objects.get(language_code=language)
            self.run(lambda: translate_object(page, [locale]))
        return set()

    def enter(self, language: str, number: int) -> set[str]:
        """A third of the strings, or a single one."""
        for place, segment in enumerate(self._segments(language)):
            if number > 6 or place % 7 == number:
                self._write(segment, language, self._text(TARGET))
        return set()

    def blank(self, language: str, number: int) -> set[str]:
        for place, segment in enumerate(self._segments(language)):
            if place % 7 == number:
                self._write(segment, language, " \xa0")
        return set()

    def remove(self, language: str, number: int) -> set[str]:
        for place, segment in enumerate(self._segments(language)):
            if place % 7 == number:
                for entry in self._entries(segment, language):
                    entry.delete()
        return set()

    def _segments(self, language: str) -> list[StringSegment]:
        translation = self.translation(language)
        return list(translation.source.stringsegment_set.order_by("order")) if translation else []

    @staticmethod
    def _entries(segment: StringSegment, language: str) -> Any:
        return StringTranslation.objects.filter(
            translation_of=segment.string_id,
            context=segment.context_id,
            locale__language_code=language,
        )

    def _write(self, segment: StringSegment, language: str, text: str) -> None:
        StringTranslation.objects.update_or_create(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=Locale.objects.get(language_code=language),
            defaults={"data": text, "tool_name": "", "has_error": False},
        )

    def save(self, language: str, *, publish: bool) -> set[str]:
        translation = self.translation(language)
        if translation is not None and self.page() is not None:
            with suppress(ValidationError):
                self.run(lambda: translation.save_target(publish=publish))
        return {language} if publish else set()

    def publish_draft(self, language: str, _number: int) -> set[str]:
        """As Wagtail's own bulk action or schedule does, past the translators' editor."""
        page = self.page(language)
        revision = page and page.get_latest_revision()
        if revision is not None:
            with suppress(ValidationError):
                self.run(lambda: revision.publish())
        return {language}

    def sync(self, _number: int) -> set[str]:
        translation = self.translation("fr") or self.translation("es")
        if translation is not None and self.page() is not None:
            self.run(translation.source.update_from_db)
        return set()

    def move(self, number: int) -> set[str]:
        page, place = self.page(), Page.objects.get(pk=self.places[number % 2].pk)
        if page is not None and page.get_parent().pk != place.pk:
            self.run(lambda: cascades.move_followers(page, place, None))
            self.run(lambda: Page.objects.get(pk=page.pk).move(place, pos="last-child"))
        return {"en", *LANGUAGES}

    def unpublish(self, language: str) -> set[str]:
        page = self.page(language)
        if page is not None:
            if language == "en":
                self.run(lambda: cascades.unpublish_followers(page, None, with_descendants=False))
            self.run(page.unpublish)
        return {"en", *LANGUAGES} if language == "en" else {language}

    def delete(self, language: str) -> set[str]:
        """A translation can be submitted again; the original takes all of them with it."""
        page = self.page(language)
        if page is not None:
            if language == "en":
                self.run(lambda: cascades.delete_followers(page, None))
            self.run(page.delete)
        return {"en", *LANGUAGES} if language == "en" else {language}
