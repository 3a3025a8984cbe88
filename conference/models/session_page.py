"""SessionPage and GuidingQuestion."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page, PageManager, TranslatableMixin
from wagtail.query import PageQuerySet
from wagtail.search import index

from conference import page_forms
from conference.models.part_pages import ClosingMixin, ConferencePartPage
from conference.models.schedule_change_count import CountedScheduleMixin
from conference.page_forms import SchedulePanel, SessionPageForm
from conference.schedule import Schedule, State
from contributions.contribution_cache_tags import session_tag
from core.blocks.text import PARAGRAPH_FEATURES
from core.caching.cache_headers import earliest
from core.dates.formatting import indexed_range
from core.fields import RichTextField
from core.models import BasePage


def named_session(title: str, theme: str) -> str:
    """Returns "Session 1: The scope"; only the theme if it begins with the title."""
    if not theme or theme.startswith(title):
        return theme or title
    return pgettext("session with its theme", "%(session)s: %(theme)s") % {
        "session": title,
        "theme": theme,
    }


class SessionQuerySet(PageQuerySet):
    """Queries for sessions."""

    def of_conference(self, conference: Page) -> "SessionQuerySet":
        """Sessions of the conference by number, with their guiding questions."""
        sessions = self.child_of(conference).select_related("locale")
        return sessions.prefetch_related("guiding_questions").order_by("number")

    def dated_in(self, conference: Page) -> "SessionQuerySet":
        """Sessions of the conference with dates of their own, by number."""
        dated = self.child_of(conference).exclude(opens_at=None).exclude(closes_at=None)
        return dated.order_by("number")


class SessionPage(ClosingMixin, CountedScheduleMixin, ConferencePartPage):
    """One session: a theme, guiding questions and, if sessions are consecutive, dates."""

    theme = models.TextField(
        pgettext_lazy("field", "theme"),
        max_length=500,
        help_text=_("What the session is about. The page’s title is the short label “Session 1”."),
    )
    number = models.PositiveSmallIntegerField(
        pgettext_lazy("field", "number"),
        validators=[MinValueValidator(1)],
        help_text=_("Sessions are ordered and cited by this number."),
    )
    opens_at = models.DateTimeField(
        pgettext_lazy("field with a date", "opens"),
        null=True,
        blank=True,
        help_text=_("In UTC. Leave both empty if the session runs for the whole conference."),
    )
    closes_at = models.DateTimeField(
        pgettext_lazy("field with a date", "closes"), null=True, blank=True, help_text=_("In UTC.")
    )
    introduction = RichTextField(
        pgettext_lazy("field", "introduction"),
        features=PARAGRAPH_FEATURES,
        blank=True,
        help_text=_("What the session is about, in a few sentences: shown here and on the agenda."),
    )

    agenda_heading = models.CharField(
        _("heading above the session"),
        max_length=200,
        blank=True,
        help_text=_("Such as “Week 2”, above the first session of that week."),
    )
    agenda_note = RichTextField(
        _("text below that heading"), features=PARAGRAPH_FEATURES, blank=True
    )

    objects = PageManager.from_queryset(SessionQuerySet)()

    base_form_class = SessionPageForm
    schedule_fields = ["opens_at", "closes_at"]
    shared_fields = ["number", *schedule_fields, *CountedScheduleMixin.shared_fields]
    content_panels = [
        MultiFieldPanel(
            [
                *Page.content_panels,
                FieldPanel("theme"),
                *BasePage.summary_panels,
            ],
            heading=pgettext_lazy("heading", "Title"),
        ),
        SchedulePanel(
            [
                FieldPanel("number"),
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
            ],
            heading=_("Number and dates"),
        ),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("agenda_heading"), FieldPanel("agenda_note")],
            heading=_("On the agenda"),
            classname="collapsed",
        ),
        InlinePanel(
            "guiding_questions",
            heading=_("Guiding questions"),
            label=_("Guiding question"),
            help_text=_("They are numbered in this order, here and on the agenda."),
        ),
        *BasePage.body_panels,
        *ClosingMixin.closing_panels,
        *BasePage.see_also_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("theme"),
        index.SearchField("indexed_dates"),
        index.SearchField("introduction"),
        index.SearchField("agenda_heading"),
        index.SearchField("agenda_note"),
        index.RelatedFields("guiding_questions", [index.SearchField("text")]),
        *ClosingMixin.closing_search_fields,
    ]
    template_ids = r"guiding-questions|question-\d+"
    text_streams = ["body", "closing"]
    printed_relations = ["guiding_questions"]
    icon = "comment"
    page_description = _("One session of a conference, with its guiding questions.")

    class Meta:
        verbose_name = _("session page")
        verbose_name_plural = _("session pages")

    @property
    def indexed_dates(self) -> list[str]:
        """The session's own dates in the page's language, for the search index."""
        return indexed_range(self.locale.language_code, self.opens_at, self.closes_at)

    @property
    def heading(self) -> str:
        """Title and theme, "Session 1: The scope"; only the theme if it begins with the title."""
        return named_session(self.title, self.theme)

    @property
    def menu_title(self) -> str:
        """As `heading`."""
        return self.heading

    @property
    def is_dated(self) -> bool:
        """Whether the session has dates of its own."""
        return self.opens_at is not None and self.closes_at is not None

    @property
    def dates(self) -> str:
        """The session's own dates in words; empty if it has none."""
        return self.schedule.dates if self.schedule else ""

    @property
    def schedule(self) -> Schedule | None:
        """The session's own dates (UTC); None if it has none."""
        if self.opens_at is None or self.closes_at is None:
            return None
        return Schedule(self.opens_at, self.closes_at)

    @property
    def state(self) -> State | None:
        """The session's state as of now; None if it has no dates."""
        if self.schedule is None:
            return None
        if self.conference.cancelled_at is not None:
            return State.CANCELLED
        return self.schedule.state(in_archive=self.conference.in_archive)

    @property
    def state_sentence(self) -> str:
        """A sentence about the session's state; empty if it has no dates."""
        return self.schedule.session_sentence(self.state) if self.schedule and self.state else ""

    @property
    def time_left(self) -> str:
        """As `Schedule.time_left`; empty if it has no dates or is cancelled."""
        is_ahead = self.schedule is not None and self.state is not State.CANCELLED
        return self.schedule.time_left if self.schedule and is_ahead else ""

    @property
    def takes_contributions_from(self) -> datetime:
        """The instant (UTC) from which contributions are taken."""
        return self.opens_at or self.conference.opens_at

    @property
    def takes_contributions_until(self) -> datetime:
        """The instant (UTC) from which none is taken any more.

        A session that was to last until the conference closes is extended with it.
        """
        schedule = self.conference.schedule
        if self.closes_at is None or self.closes_at >= schedule.closes_at:
            return schedule.ends_at
        return self.closes_at

    def fresh_until(self) -> datetime | None:
        """As the base class; the session's or its conference's next change."""
        now = timezone.now()
        turns = [self.takes_contributions_from, self.takes_contributions_until]
        if self.schedule and (change := self.schedule.changes_after(now)):
            turns.append(change)
        return earliest(super().fresh_until(), *(turn for turn in turns if turn > now))

    @property
    def cache_tags(self) -> set[str]:
        """The tag by which contributions invalidate the cached page."""
        return {session_tag(self.translation_key)}

    @property
    def cover_lines(self) -> list[str]:
        """The session's title, the lines of the base class, and its own dates."""
        return [self.title, *super().cover_lines, *([self.dates] if self.dates else [])]

    def clean(self) -> None:
        """As Wagtail's own; validates number and dates within the conference."""
        super().clean()
        errors: dict[str, Any] = {}
        if (self.opens_at is None) != (self.closes_at is None):
            errors["closes_at"] = gettext("Give both dates of the session, or none.")
        elif self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            errors["closes_at"] = gettext("The session cannot close before it opens.")
        # A new session has no parent before it is saved; its form validates it.
        conference = self.get_parent() if self.path else None
        if conference is not None and not errors:
            errors = page_forms.session_faults(
                self,
                conference,
                number=self.number,
                opens_at=self.opens_at,
                closes_at=self.closes_at,
            )
        if errors:
            raise ValidationError(errors)


class GuidingQuestion(TranslatableMixin, Orderable):
    """One question to the participants; its number is its position in the list."""

    page = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="guiding_questions")
    text = models.TextField(pgettext_lazy("field", "text"))

    panels = [FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("guiding question")
        verbose_name_plural = _("guiding questions")

    def __str__(self) -> str:
        return self.text
