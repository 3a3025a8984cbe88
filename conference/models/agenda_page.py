"""The agenda of a conference."""

from contextlib import nullcontext
from copy import copy
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from conference.models.closing_text import ClosingMixin
from conference.models.part_pages import ConferencePartPage
from conference.models.session_page import SessionPage
from core.caching import generation_cache
from core.models import BasePage
from core.pages import body_prefetch
from core.pages.public_querysets import readable


class AgendaPage(ClosingMixin, ConferencePartPage):
    """The programme of a conference, generated from its sessions."""

    content_panels = [
        *Page.content_panels,
        *BasePage.summary_panels,
        *BasePage.body_panels,
        *ClosingMixin.closing_panels,
        *BasePage.see_also_panels,
    ]
    search_fields = [*BasePage.search_fields, *ClosingMixin.closing_search_fields]
    template_ids = r"(session|questions)-\d+"
    text_streams = ["body", "closing"]
    max_count_per_parent = 1
    icon = "calendar-alt"
    page_description = _("Sessions with dates and guiding questions, generated from their pages.")

    class Meta:
        verbose_name = _("agenda page")
        verbose_name_plural = _("agenda pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        sessions = self.sessions()
        _expand_introductions(sessions)
        _rank(sessions)
        context["sessions"] = sessions
        # Sessions below "Week 2" follow each other, even where nobody gave them dates.
        follow = any(session.is_dated or session.agenda_heading for session in sessions)
        context["sessions_are_concurrent"] = not follow
        return context

    def sessions(self) -> list[SessionPage]:
        """In the order of their numbers, with their guiding questions."""
        siblings = self.conference.children_at_hand
        if siblings is None:
            above = self.lineage[-2]
            found = generation_cache.once(("sessions", above.pk), lambda: _sessions_of(above))
            # A request's own: it notes on them what the template needs.
            return [copy(session) for session in found]
        sessions = [page for page in siblings if isinstance(page, SessionPage)]
        return sorted(sessions, key=lambda session: session.number)


def _sessions_of(conference: Page) -> list[SessionPage]:
    return list(readable(SessionPage.objects.of_conference(conference)))


def _expand_introductions(sessions: list[SessionPage]) -> None:
    """Gives each session its `introduction_html` and `agenda_note_html`.

    The links of all cost what those of one do.
    """
    is_preloaded = body_prefetch.known_pages() is not None
    with nullcontext() if is_preloaded else body_prefetch.preloaded(sessions):
        for session in sessions:
            for name in ("introduction", "agenda_note"):
                html = mark_safe(expand_db_html(getattr(session, name)))  # noqa: S308 - rich text
                setattr(session, f"{name}_html", html)


def _rank(sessions: list[SessionPage]) -> None:
    """Gives each session its `heading_level`: one lower below a heading such as "Week 2"."""
    level = 2
    for session in sessions:
        level = 3 if session.agenda_heading else level
        session.heading_level = level
