"""AgendaPage: the programme, generated from the sessions."""

from contextlib import nullcontext
from copy import copy
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from conference.models.part_pages import ClosingMixin, ConferencePartPage
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
        """As the base class; adds the sessions."""
        context = super().get_context(request, *args, **kwargs)
        sessions = self.sessions()
        _expand_introductions(sessions)
        _set_heading_levels(sessions)
        context["sessions"] = sessions
        # Sessions below a heading such as "Week 2" are consecutive, even without dates.
        follow = any(session.is_dated or session.agenda_heading for session in sessions)
        context["sessions_are_concurrent"] = not follow
        return context

    def sessions(self) -> list[SessionPage]:
        """Returns the sessions in the order of their numbers, with their guiding questions."""
        siblings = self.conference.prefetched_children
        if siblings is None:
            above = self.lineage[-2]
            found = generation_cache.get_or_make(
                ("sessions", above.pk),
                lambda: list(readable(SessionPage.objects.of_conference(above))),
            )
            # Copied: each request sets attributes for the template.
            return [copy(session) for session in found]
        sessions = [page for page in siblings if isinstance(page, SessionPage)]
        return sorted(sessions, key=lambda session: session.number)


def _expand_introductions(sessions: list[SessionPage]) -> None:
    """Sets `introduction_html` and `agenda_note_html` of each session.

    The number of queries does not depend on the number of sessions.
    """
    is_preloaded = body_prefetch.known_pages() is not None
    with nullcontext() if is_preloaded else body_prefetch.preloaded(sessions):
        for session in sessions:
            for name in ("introduction", "agenda_note"):
                html = mark_safe(expand_db_html(getattr(session, name)))  # noqa: S308 - rich text
                setattr(session, f"{name}_html", html)


def _set_heading_levels(sessions: list[SessionPage]) -> None:
    """Sets `heading_level` of each session: one lower below a heading such as "Week 2"."""
    level = 2
    for session in sessions:
        level = 3 if session.agenda_heading else level
        session.heading_level = level
