"""The interface to conferences: plain values, and a registry that `conference` fills.

Contributions never import the pages. A conference and a session are known by the translation key
of their pages, which is the same in every language and stays when a page is moved or renamed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils import timezone

from wagtail.models import Page


@dataclass(frozen=True)
class Question:
    """A guiding question; `number` is its place in its session."""

    key: UUID
    number: int
    text: str


@dataclass(frozen=True)
class Session:
    """A session in one language. Instants are UTC; `closes_at` includes an extension.

    `closes_at` is the instant from which no contribution is taken any more. `page_id` is the
    primary key of the page in this language.
    """

    key: UUID
    page_id: int
    number: int
    title: str
    theme: str
    url: str
    opens_at: datetime
    closes_at: datetime
    questions: tuple[Question, ...] = ()

    def question(self, key: UUID | None) -> Question | None:
        """Return the guiding question with this key, or None."""
        return next((found for found in self.questions if found.key == key), None)


@dataclass(frozen=True)
class Conference:
    """A conference in one language, with its sessions in the order of their numbers.

    `page_id` is the primary key of the page in this language.
    """

    key: UUID
    page_id: int
    title: str
    url: str
    opens_at: datetime
    closes_at: datetime
    is_archived: bool
    sessions: tuple[Session, ...] = ()
    is_extended: bool = False
    cancelled_at: datetime | None = None

    def session(self, key: UUID) -> Session | None:
        """Return the session with this key, or None."""
        return next((found for found in self.sessions if found.key == key), None)

    def is_open(self, session: Session, at: datetime | None = None) -> bool:
        """Whether contributions to `session` are taken at the instant `at` (default: now)."""
        moment = at or timezone.now()
        if self.is_archived or self.cancelled_at is not None:
            return False
        return session.opens_at <= moment < session.closes_at

    def is_upcoming(self, session: Session, at: datetime | None = None) -> bool:
        """Return whether a session opens after `at` (UTC; now if None)."""
        return self.cancelled_at is None and (at or timezone.now()) < session.opens_at


class Conferences(Protocol):
    """What `conference` provides. Pages that readers cannot reach are not found."""

    def of_page(self, page: Page, *, sessions: bool = False) -> Conference | None:
        """The conference that `page` is a part of, in the language of the page.

        Of its sessions it has the one that `page` is; with `sessions`, all of them.
        """

    def of_session(self, session_key: UUID, language: str) -> Conference | None:
        """The conference of a session; in another language where `language` lacks it."""

    def by_key(self, key: UUID, language: str) -> Conference | None:
        """The same, by the key of the conference."""

    def listed(self, language: str) -> Iterable[Conference]:
        """Every conference of the site, drafts included, without sessions' questions."""

    def changes_at(self, page: Page) -> datetime | None:
        """The next instant at which what `page` says of taking part changes by itself."""


class _Registered:
    conferences: Conferences | None = None
    types: tuple[type[Page], type[Page]] | None = None


# What hangs its views below the pages once their types are known.
_views: list[Callable[[type[Page], type[Page]], None]] = []


def register(
    conferences: Conferences, *, session_page: type[Page], conference_page: type[Page]
) -> None:
    """Called once, in `ready()` of the app whose pages take contributions."""
    _Registered.conferences = conferences
    _Registered.types = (session_page, conference_page)
    for hang in _views:
        hang(session_page, conference_page)


def known() -> Conferences:
    """Raises RuntimeError where no app has registered."""
    if _Registered.conferences is None:
        raise RuntimeError("No app has registered its conferences.")
    return _Registered.conferences


def when_registered(hang: Callable[[type[Page], type[Page]], None]) -> None:
    """Calls `hang(session_page, conference_page)` once the types of the pages are known."""
    _views.append(hang)
    if _Registered.types is not None:
        hang(*_Registered.types)
