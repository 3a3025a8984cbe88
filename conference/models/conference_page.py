"""ConferencePage: title, dates and state of an online conference."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from conference import date_statements, schedule
from conference.models.conference_querysets import ENDS_AT, ListedConferences
from conference.models.page_with_outcomes import PageWithOutcomes
from conference.models.recorded_decisions import RecordedDecisionsMixin
from conference.models.topic import Topic, TopicLink, in_source_language, names_of, topic_links
from conference.page_forms import ConferencePageForm, SchedulePanel
from conference.schedule import Schedule, State, default_closing, default_opening
from core.dates.formatting import indexed_range
from core.models import BasePage
from core.pages.public_querysets import readable
from core.text.collation import sort_key


class ConferenceQuerySet(ListedConferences):
    """Conferences, with methods for lists."""

    def listed_below(self, page: Page) -> "ConferenceQuerySet":
        """Returns the public children of `page`, ready for a list."""
        conferences = readable(self.child_of(page)).select_related("locale", "content_type")
        return conferences.annotate(in_archive=models.Value(is_archive(page)))

    def fresh_until(self) -> datetime | None:
        """Returns the first instant (UTC) at which a state or the days left change."""
        return schedule.next_change_among(self, timezone.now())


def is_archive(page: Page) -> bool:
    """Returns whether conferences below `page` count as archived."""
    # By name, to avoid an import cycle.
    archive = apps.get_model("capacity", "ArchivePage")
    return issubclass(page.specific_class or Page, archive)


class ConferencePage(RecordedDecisionsMixin, PageWithOutcomes):
    """An online conference. Its pages, print view and lists read title and dates from it."""

    full_title = models.TextField(
        _("full title"),
        max_length=500,
        help_text=_(
            "The title as announced. The page’s own title is its short label in navigation."
        ),
    )
    opens_at = models.DateTimeField(
        pgettext_lazy("field with a date", "opens"),
        default=default_opening,
        help_text=_("Date and time in UTC."),
    )
    closes_at = models.DateTimeField(
        pgettext_lazy("field with a date", "closes"),
        default=default_closing,
        help_text=_("Date and time in UTC, as first announced."),
    )
    extended_to = models.DateTimeField(
        _("extended to"),
        null=True,
        blank=True,
        help_text=_("The later closing, in UTC. The first closing date stays on record."),
    )
    symbol = models.CharField(
        _("document symbol"),
        max_length=60,
        blank=True,
        help_text=_(
            "The symbol under which the printed conference is filed, for example "
            "UNEP/CBD/BS/CM-CB/5/2. Left empty, the cover has a line to write it on."
        ),
    )
    topics = ParentalManyToManyField(
        Topic,
        blank=True,
        limit_choices_to=in_source_language,
        related_name="conferences",
        verbose_name=pgettext_lazy("field", "topics"),
        help_text=_("What the archive is filtered by; the same in every language."),
    )
    # The sort key of titles: without diacritics, so that both databases sort alike.
    title_key = models.CharField(max_length=500, editable=False, default="", db_index=True)

    objects = PageManager.from_queryset(ConferenceQuerySet)()

    base_form_class = ConferencePageForm
    shows_instants = True
    lists_its_pages = True
    schedule_fields = ["opens_at", "closes_at", "extended_to"]
    shared_fields = [*schedule_fields, *RecordedDecisionsMixin.shared_fields, "symbol"]
    shared_relations = ["topics"]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("symbol", overridable=False),
    ]
    title_panels = [
        MultiFieldPanel(
            [
                *Page.content_panels,
                FieldPanel("full_title"),
                FieldPanel("symbol"),
                FieldPanel("topics", widget=CheckboxSelectMultiple),
                *BasePage.summary_panels,
            ],
            heading=pgettext_lazy("heading", "Title"),
        ),
        SchedulePanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldPanel("extended_to"),
            ],
            heading=pgettext_lazy("heading", "Dates"),
            help_text=_(
                "The state (upcoming, open, closed…) follows from these dates, on every page and "
                "in every language."
            ),
        ),
    ]
    content_panels = [
        *title_panels,
        *BasePage.body_panels,
        *PageWithOutcomes.outcome_panels,
        *BasePage.see_also_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("full_title"),
        index.SearchField("symbol"),
        index.SearchField("indexed_texts"),
        *PageWithOutcomes.outcome_search_fields,
    ]
    parent_page_types = ["capacity.PortalPage", "capacity.ArchivePage"]
    subpage_types = [
        "conference.IntroductionPage",
        "conference.ObjectivesPage",
        "conference.AgendaPage",
        "conference.SessionPage",
        "conference.OutcomePage",
        "conference.PlainPage",
    ]
    # Not in menus: portal and archive list their conferences themselves.
    show_in_menus_default = False
    # The explorer lists its pages as they are read, not the one saved last first.
    admin_default_ordering = "ord"
    template = "conference/conference_page.html"
    icon = "openquote"
    page_description = _("An online conference with its dates, documents and sessions.")
    news_label = _("New conference")
    printed_relations = ["topics"]

    class Meta:
        verbose_name = _("conference page")
        verbose_name_plural = _("conference pages")
        indexes = [
            models.Index(fields=["opens_at"], name="conference_opens"),
            models.Index(ENDS_AT, name="conference_ends"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """As the base class; updates the sort key."""
        # A new page gets its locale from Wagtail, a moment later.
        locale = self.locale if self.locale_id else self.get_default_locale()
        self.title_key = sort_key(self.full_title, locale.language_code)[:500]
        return super().save(*args, **kwargs)

    @property
    def topic_links(self) -> list[TopicLink]:
        """The topics, with links to the archive."""
        return topic_links(self)

    @property
    def indexed_texts(self) -> list[str]:
        """Dates and topics in the page's language, for the search index."""
        language = self.locale.language_code
        dates = indexed_range(language, self.opens_at, self.schedule.ends_at)
        topics = names_of(self.topics.all(), self.locale)
        return [*dates, *(name for _key, name, _language in topics)]

    @property
    def heading(self) -> str:
        """The full title."""
        return self.full_title

    @property
    def conference(self) -> "ConferencePage":
        """The page itself; every page of a conference has this attribute."""
        return self

    @property
    def document_symbol(self) -> str:
        """The conference's symbol."""
        return self.symbol

    @property
    def cover_lines(self) -> list[str]:
        """The dates, a line each."""
        return date_statements.cover_lines(self)

    @property
    def search_lines(self) -> list[str]:
        """Dates and state, a line each."""
        return date_statements.search_lines(self)

    def in_every_language(self) -> "ConferenceQuerySet":
        """Returns the conference in all its languages, drafts included, the original first."""
        versions: ConferenceQuerySet = ConferencePage.objects.filter(
            translation_key=self.translation_key
        )
        return versions.select_related("locale").order_by("pk")

    @property
    def search_facets(self) -> dict[str, str]:
        """Slug and year."""
        return {"conference": self.slug, "year": str(self.opens_at.year)}

    @property
    def schedule(self) -> Schedule:
        """The dates (UTC)."""
        return Schedule(self.opens_at, self.closes_at, self.extended_to, self.cancelled_at)

    @cached_property
    def in_archive(self) -> bool:
        """Whether the conference is below the archive; lists annotate it."""
        return bool(self.path) and len(self.lineage) > 1 and is_archive(self.lineage[-2])

    @property
    def state(self) -> State:
        """The state as of now."""
        return self.schedule.state(in_archive=self.in_archive)

    @property
    def state_sentence(self) -> str:
        """A sentence about the present state."""
        return self.schedule.sentence(self.state)

    @cached_property
    def extension_notices(self) -> list[date_statements.Notice]:
        """A notice of each recorded extension, oldest first."""
        return date_statements.notices([self])[0]

    @classmethod
    def fetch_for_print(cls, pages: list[Any]) -> None:
        """As the base class; fetches the extension notices."""
        super().fetch_for_print(pages)
        for page, found in zip(pages, date_statements.notices(pages), strict=True):
            page.extension_notices = found

    def fresh_until(self) -> datetime | None:
        """As the base class; the next change of state or of the days left."""
        return self.schedule.changes_after(timezone.now())

    def clean(self) -> None:
        """As Wagtail's own; validates the order of the dates."""
        super().clean()
        errors = {}
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            errors["closes_at"] = gettext("The conference cannot close before it opens.")
        elif self.extended_to and self.closes_at and self.extended_to <= self.closes_at:
            errors["extended_to"] = gettext("An extension must end after the first closing date.")
        if errors:
            raise ValidationError(errors)

    def structured_data(self, url: str) -> dict[str, Any]:
        """Returns the conference as a schema.org Event.

        An extension moves only the end, so there is no previousStartDate.
        """
        return {
            "@type": "Event",
            "name": self.full_title,
            "startDate": self.opens_at.isoformat(),
            "endDate": self.schedule.ends_at.isoformat(),
            "eventStatus": f"https://schema.org/{self.schedule.event_status}",
            "disambiguatingDescription": self.state_sentence,
            "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
            "location": {"@type": "VirtualLocation", "url": url},
            "description": self.description,
            "inLanguage": self.locale.language_code,
            "url": url,
        }
