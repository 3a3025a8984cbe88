"""Proceedings: contributions by session and question, participants and statistics, for printing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from wagtail.models import Page

from contributions import contribution_cache_tags, registration
from contributions.conference_registry import Conference, Question, Session, known
from contributions.models import Contribution, ContributionTranslation
from contributions.models.numbers import first_number
from contributions.reading import participants_and_statistics
from contributions.reading.contribution_urls import number_address
from contributions.reading.entries import Entry, entries
from core.pages import print_annexes
from core.pages.print_annexes import Annex

# Below the title of the annex stand the sessions, then the questions, then the contributions.
HEADING = "h4"


@dataclass(frozen=True)
class QuestionGroup:
    """The threads that answer one question; of `question` None, those that answer none."""

    question: Question | None
    entries: list[Entry]


@dataclass(frozen=True)
class SessionGroup:
    """A session's contributions, in the order of its questions."""

    session: Session
    groups: list[QuestionGroup]


class Proceedings:
    """See `core.pages.print_annexes.AnnexSource`.

    With `is_translated`, with the labelled translations into the language of the page, where there
    are any; otherwise each contribution in the language in which it was written.
    """

    def __init__(self, name: str, *, is_translated: bool) -> None:
        self.name = name
        self.is_translated = is_translated

    def is_offered(self, page: Page) -> bool:
        """For a whole conference that takes or took contributions on this site."""
        conference = known().of_page(page)
        if conference is None or conference.key != page.translation_key:
            return False
        if registration.settings_for(page, conference.key) is None:
            return False
        found = ContributionTranslation.objects.published().filter(
            contribution__conference_key=page.translation_key,
            language=page.locale.language_code,
        )
        return not self.is_translated or found.exists()

    def choice_text(self) -> str:
        """See AnnexSource."""
        if self.is_translated:
            return gettext("With contributions, translated where there is a translation")
        return gettext("With contributions")

    def cover_line(self, page: Page, *, included: str) -> str:
        """How many contributions are included, or that none are."""
        if not included and not self.is_translated:
            return gettext("Without the contributions of participants")
        if included != self.name:
            return ""
        total = _of(_conference(page)).count()
        text = ngettext(
            "With %(count)s contribution, the list of participants and statistics",
            "With %(count)s contributions, the list of participants and statistics",
            total,
        ) % {"count": total}
        if not self.is_translated:
            return text
        sentence = gettext("Translated contributions are labelled; the originals are on the site.")
        return f"{text}. {sentence}"

    def cache_tags(self, page: Page) -> Iterable[str]:
        """Of the contributions, their translations and the list of participants."""
        key = page.translation_key
        tags = {
            contribution_cache_tags.conference_tag(key),
            contribution_cache_tags.participants_tag(key),
        }
        if self.is_translated:
            language = page.locale.language_code
            tags.add(contribution_cache_tags.translations_tag(key, language))
        return tags

    def annexes(self, request: HttpRequest, page: Page) -> list[Annex]:
        """Contributions, participants and statistics; the queries do not grow with them."""
        conference = _conference(page)
        grouped = by_session(conference, translated=self.is_translated)
        shown = [entry for session in grouped for each in session.groups for entry in each.entries]
        base = page.get_full_url(request) or ""
        places = {}
        for entry in shown:
            places[urljoin(base, entry.url)] = entry.anchor
            number = entry.contribution.number or 0
            places[urljoin(base, number_address(number, conference.url))] = entry.anchor
        found = [
            Annex("contributions", _contributions(request, grouped, len(shown)), places),
            Annex("participants", _participants(request, conference)),
            Annex("statistics", _statistics(request, conference)),
        ]
        return [annex for annex in found if annex.html.strip()]


def _conference(page: Page) -> Conference:
    """With its sessions; asked for once for a page."""
    found: Conference | None = vars(page).get("_proceedings")
    if found is None:
        found = known().of_page(page, sessions=True)
        if found is None:
            raise LookupError("This page is not a conference.")
        vars(page)["_proceedings"] = found
    return found


def _of(conference: Conference) -> Any:
    """On record, in the sessions that the reader may see."""
    keys = [session.key for session in conference.sessions]
    found = Contribution.objects.on_record().of_conference(conference.key)
    return found.filter(session_key__in=keys)


def by_session(conference: Conference, *, translated: bool = False) -> list[SessionGroup]:
    """All contributions on record, whole, by session and question; threads stay together.

    With `translated`, in the active language where there is a translation.
    """
    sessions = {session.key: session for session in conference.sessions}
    rows = list(_of(conference).by_thread().shown())
    questions = {first_number(row): row.question_key for row in reversed(rows) if not row.depth}
    shown = entries(rows, sessions, is_open=False, translated=translated)
    for entry in shown:
        entry.is_whole, entry.heading = True, HEADING
    found: dict[UUID, dict[UUID | None, list[Entry]]] = {}
    for entry in shown:
        row = entry.contribution
        key = questions.get(first_number(row), row.question_key)
        question = entry.session.question(key)
        of_session = found.setdefault(row.session_key, {})
        of_session.setdefault(question.key if question else None, []).append(entry)
    return [
        SessionGroup(session, _groups(session, found[session.key]))
        for session in conference.sessions
        if session.key in found
    ]


def _groups(session: Session, found: dict[UUID | None, list[Entry]]) -> list[QuestionGroup]:
    """What answers no question first: the moderators' opening message is there."""
    general = [QuestionGroup(None, found[None])] if None in found else []
    answers = [
        QuestionGroup(question, found[question.key])
        for question in session.questions
        if question.key in found
    ]
    return general + answers


def _contributions(request: HttpRequest, grouped: list[SessionGroup], total: int) -> SafeString:
    context = {"sessions": grouped, "total": total}
    return render_to_string("contributions/proceedings/contributions.html", context, request)


def _participants(request: HttpRequest, conference: Conference) -> SafeString:
    groups = participants_and_statistics.participant_groups(conference.key)
    context = {"groups": groups, "total": sum(len(group.lines) for group in groups)}
    return render_to_string("contributions/proceedings/participants.html", context, request)


def _statistics(request: HttpRequest, conference: Conference) -> SafeString:
    tables, total = participants_and_statistics.tables_of(conference)
    context = {"tables": tables, "total": total}
    return render_to_string("contributions/proceedings/statistics.html", context, request)


def connect() -> None:
    """Offers the proceedings to whoever prints a conference."""
    for source in SOURCES:
        print_annexes.register(source)


SOURCES = (
    Proceedings("contributions", is_translated=False),
    Proceedings("contributions-translated", is_translated=True),
)
