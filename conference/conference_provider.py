"""Provides conferences and sessions to `contributions` (`contributions.conference_registry`)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects

from wagtail.models import Page

from conference.models import ConferencePage, SessionPage
from conference.models.part_pages import ConferencePartPage
from contributions import conference_registry
from contributions.conference_registry import Conference, Question, Session
from core.pages.public_querysets import readable


class ConferencePages:
    """Conferences as pages of this site."""

    def of_page(self, page: Page, *, sessions: bool = False) -> Conference | None:
        """Returns the conference of a page, with all its sessions if `sessions`; else None."""
        if not isinstance(page, ConferencePage | ConferencePartPage):
            return None
        if sessions:
            return _described(page.conference, _sessions_of(page.conference))
        return _described(page.conference, [page] if isinstance(page, SessionPage) else [])

    def of_session(self, session_key: UUID, language: str) -> Conference | None:
        """Returns the conference with this session; None if it is not public."""
        page = _in_language(SessionPage.objects.filter(translation_key=session_key), language)
        return self.of_page(page) if page is not None else None

    def by_key(self, key: UUID, language: str) -> Conference | None:
        """Returns the conference with this translation key; None if it is not public."""
        page = _in_language(ConferencePage.objects.filter(translation_key=key), language)
        return self.of_page(page, sessions=True) if page is not None else None

    def listed(self, language: str) -> Iterable[Conference]:
        """Yields all conferences in this language, the latest first."""
        pages = ConferencePage.objects.filter(locale__language_code=language)
        for page in pages.select_related("locale").order_by("-opens_at", "pk"):
            yield _described(page, list(SessionPage.objects.of_conference(page)))

    def changes_at(self, page: Page) -> datetime | None:
        """Returns the instant (UTC) of the page's next change; None if never."""
        return page.fresh_until()


def connect() -> None:
    """Registers the provider."""
    conference_registry.register(
        ConferencePages(), session_page=SessionPage, conference_page=ConferencePage
    )


def _in_language(pages: Any, language: str) -> Any:
    """The page in that language, or else in another; None where nobody may read it."""
    found = list(readable(pages).select_related("locale").order_by("pk"))
    return min(found, key=lambda page: page.locale.language_code != language, default=None)


def _sessions_of(conference: ConferencePage) -> list[SessionPage]:
    sessions = list(readable(SessionPage.objects.of_conference(conference), inside=conference))
    for session in sessions:
        session.conference = conference
    return sessions


def _described(page: ConferencePage, sessions: list[SessionPage]) -> Conference:
    prefetch_related_objects(sessions, "guiding_questions")
    for session in sessions:
        session.conference = page
    return Conference(
        key=page.translation_key,
        page_id=page.pk,
        title=page.full_title,
        url=page.get_url() or "",
        opens_at=page.opens_at,
        closes_at=page.schedule.ends_at,
        is_archived=page.in_archive,
        sessions=tuple(map(_session, sessions)),
        is_extended=page.schedule.is_extended,
        cancelled_at=page.cancelled_at,
    )


def _session(page: SessionPage) -> Session:
    questions = enumerate(page.guiding_questions.all(), start=1)
    return Session(
        key=page.translation_key,
        page_id=page.pk,
        number=page.number,
        title=page.title,
        theme=page.theme,
        url=page.get_url() or "",
        opens_at=page.takes_contributions_from,
        closes_at=page.takes_contributions_until,
        questions=tuple(
            Question(question.translation_key, number, question.text)
            for number, question in questions
        ),
    )
