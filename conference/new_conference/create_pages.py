"""Job that creates the pages of a new conference; it can be resumed.

The translation key of each page is derived from the job, so that a resumed job recognizes the pages
it has created, even if they were moved or renamed.
"""

import uuid
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource
from wagtail_localize.operations import translate_object

from conference.models import GuidingQuestion
from conference.new_conference import copy_from, permissions
from conference.new_conference.page_plan import NewConference, PlannedPage, plan, standing_title
from jobs.progress import Progress
from jobs.registry import job

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL


def prefill(
    page: Page,
    locale: Locale,
    user: Any,
    *,
    title: str = "",
    from_pages: Collection[uuid.UUID] = (),
) -> None:
    """Saves `title`, and translations of the same texts on the pages with keys `from_pages`.

    If a text was translated differently there, the latest wins. Existing translations are kept.
    """
    source, _created = TranslationSource.update_or_create_from_instance(page)
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    # Id of a string → its translation.
    found = StringTranslation.objects.filter(
        locale=locale,
        context__object_id__in=from_pages,
        translation_of__in=segments.values("string_id"),
        has_error=False,
    )
    known = dict(found.order_by("updated_at").values_list("translation_of_id", "data"))
    for segment in segments:
        is_title = segment.context.path == "title"
        text = known.get(segment.string_id) or (title if is_title else "")
        if text:
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=locale,
                defaults={"data": text, "translation_type": MANUAL, "last_translated_by": user},
            )


KIND = "new-conference"


class SetupRefusedError(Exception):
    """Data that the form accepted is no longer valid."""


@job(KIND, _("New conference"))
def set_up(progress: Progress, *, conference: dict[str, Any]) -> None:
    """Job: takes a `NewConference` as JSON values.

    Raises SetupRefusedError after logging the reason.
    """
    setup = Setup(progress, NewConference.from_json(conference))
    setup.check()
    setup.run()


class Setup:
    """One run of the job."""

    def __init__(self, progress: Progress, new: NewConference) -> None:
        self.progress = progress
        self.new = new
        self.owner = progress.job.owner
        self.portal: Any = permissions.portal()
        original = Page.objects.filter(pk=new.copied_from).first() if new.copied_from else None
        self.pages = plan(new, copy_from.parts_of(original) if original else {})
        self.known_from = copy_from.translation_keys(original) if original else []

    def check(self) -> None:
        """Repeats the form's checks, since minutes or days may have passed."""
        if not self.owner or not permissions.may_set_up(self.owner, self.portal):
            self._refuse(gettext("You may no longer add pages below the Portal."))
        key = self._key(self.pages[0])
        if self.portal and permissions.is_taken(self.new.slug, self.portal, ignoring=key):
            message = gettext("There is a page with the address “%(slug)s” by now.")
            self._refuse(message % {"slug": self.new.slug})

    def _refuse(self, reason: str) -> None:
        self.progress.add_line(reason)
        raise SetupRefusedError(reason)

    def run(self) -> None:
        """Creates the missing pages and their translations, and reports progress."""
        locales = self._locales()
        self.progress.set_total(len(self.pages) * (1 + len(locales)))
        for planned in self.pages:
            page = self._find(planned, Locale.get_default()) or self._make(planned)
            self.progress.advance()
            for locale in locales:
                if self._find(planned, locale) is None:
                    self._translate(planned, page, locale)
                self.progress.advance()
        self._lead_on(len(locales))

    def _locales(self) -> list[Locale]:
        """Returns the target locales; a language whose portal was removed since is left out."""
        codes = {code for code, _autonym in permissions.languages(self.portal)} & {
            *self.new.languages
        }
        return list(Locale.objects.filter(language_code__in=codes).order_by("language_code"))

    def _key(self, planned: PlannedPage) -> uuid.UUID:
        return uuid.uuid5(self.progress.job.pk, planned.name)

    def _find(self, planned: PlannedPage, locale: Locale) -> Page | None:
        page = Page.objects.filter(translation_key=self._key(planned), locale=locale).first()
        return page and page.specific

    @transaction.atomic
    def _make(self, planned: PlannedPage) -> Page:
        original = Page.objects.filter(pk=planned.copied_from).first()
        page = apps.get_model(planned.model)(
            locale=Locale.get_default(),
            translation_key=self._key(planned),
            slug=planned.slug,
            live=False,
            owner=self.owner,
        )
        if original is not None:
            copy_from.copy_texts(original, page)
        for name, value in planned.fields.items():
            setattr(page, name, value)
        if planned.questions is not None:
            page.guiding_questions = [
                GuidingQuestion(text=text, sort_order=place, locale=page.locale)
                for place, text in enumerate(planned.questions)
            ]
        page.title = self._title(planned, original)
        self._parent_of(planned).add_child(instance=page)
        # The creation is logged already.
        page.save_revision(user=self.owner, log_action=True)
        return page

    def _title(self, planned: PlannedPage, original: Page | None) -> str:
        if planned.title:
            return planned.title
        if original is not None and planned.number is None:
            return str(copy_from.current(original).title)
        return standing_title(planned.name, planned.number, settings.LANGUAGE_CODE)

    def _parent_of(self, planned: PlannedPage) -> Page:
        """Returns the parent, fetched again, as its number of children changes with each page."""
        if not planned.name:
            return Page.objects.get(pk=self.portal.pk)
        return self._find(self.pages[0], Locale.get_default())

    @transaction.atomic
    def _translate(self, planned: PlannedPage, page: Page, locale: Locale) -> None:
        title = ""
        if page.title == standing_title(planned.name, planned.number, settings.LANGUAGE_CODE):
            title = standing_title(planned.name, planned.number, locale.language_code)
        prefill(page, locale, self.owner, title=title, from_pages=self.known_from)
        translate_object(page, [locale], user=self.owner)

    def _lead_on(self, languages: int) -> None:
        conference: Any = self._find(self.pages[0], Locale.get_default())
        message = gettext(
            "All %(pages)s pages have been created as drafts, in %(languages)s languages. "
            "None of them is public until it is published."
        )
        self.progress.add_line(message % {"pages": len(self.pages), "languages": languages + 1})
        self.progress.set_result_url(reverse("wagtailadmin_explore", args=(conference.pk,)))
