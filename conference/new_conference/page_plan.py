"""Plans the pages of a new conference; does not access the database."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import override, pgettext, to_locale

from core.languages.gettext_catalogues import interface_catalogues, language_of


def standing_title(name: str, number: int | None, language: str) -> str:
    """Returns the title of the part `name`, or of session `number`; empty without a catalogue."""
    # Without a catalogue, gettext would return English.
    known = {language_of(catalogue) for catalogue in interface_catalogues()}
    if language != settings.LANGUAGE_CODE and to_locale(language) not in known:
        return ""
    with override(language):
        if number is not None:
            return pgettext("title of a page of a conference", "Session %(number)s") % {
                "number": number
            }
        titles = {
            "introduction": pgettext("title of a page of a conference", "Introduction"),
            "objectives": pgettext("title of a page of a conference", "Objectives"),
            "agenda": pgettext("title of a page of a conference", "Agenda"),
        }
    return titles.get(name, "")


PARTS = {
    "introduction": "conference.IntroductionPage",
    "objectives": "conference.ObjectivesPage",
    "agenda": "conference.AgendaPage",
}
SESSION = "conference.SessionPage"
COPIED_TO_PAGE = ("full_title", "summary", "opens_at", "closes_at")


@dataclass(frozen=True)
class NewSession:
    """One session of the form. Instants are in UTC."""

    theme: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    copied_from: int | None = None
    """Primary key of the session page whose texts are taken over."""
    questions: tuple[str, ...] | None = None
    """Guiding questions, in their order; None leaves those that are copied."""


@dataclass(frozen=True)
class NewConference:
    """The validated input of the form. Instants are in UTC."""

    kind: str
    """"app_label.ModelName"."""
    title: str
    full_title: str
    slug: str
    summary: str
    opens_at: datetime
    closes_at: datetime
    sessions: tuple[NewSession, ...] = ()
    languages: tuple[str, ...] = ()
    """Codes of the languages beside the site's own."""
    copied_from: int | None = None
    """Primary key of the conference page whose texts are taken over."""

    def to_json(self) -> dict[str, Any]:
        """Returns values for a JSON field."""
        return json.loads(json.dumps(asdict(self), cls=DjangoJSONEncoder))

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Returns the object for the values of `to_json`."""
        sessions = tuple(_session_from_json(session) for session in values["sessions"])
        languages = tuple(values["languages"])
        return cls(**_with_dates(values) | {"sessions": sessions, "languages": languages})


@dataclass(frozen=True)
class PlannedPage:
    """One page to be created."""

    name: str
    """What the page is in its conference, for example "session-2"; empty for the conference."""
    model: str
    slug: str
    title: str = ""
    """Empty where the title is the standing one of the part or session."""
    number: int | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    questions: tuple[str, ...] | None = None
    """As those of a session."""
    copied_from: int | None = None


def plan(new: NewConference, parts: Mapping[str, int] | None = None) -> list[PlannedPage]:
    """Returns the pages, parents before children.

    `parts` are the ids of the copied conference's introduction, objectives and agenda, by name.
    """
    conference = PlannedPage(
        name="",
        model=new.kind,
        slug=new.slug,
        title=new.title,
        fields={name: getattr(new, name) for name in COPIED_TO_PAGE},
        copied_from=new.copied_from,
    )
    standing = [
        PlannedPage(name, model, slug=name, copied_from=(parts or {}).get(name))
        for name, model in PARTS.items()
    ]
    sessions = [_session(session, number) for number, session in enumerate(new.sessions, start=1)]
    return [conference, *standing, *sessions]


def _session(session: NewSession, number: int) -> PlannedPage:
    return PlannedPage(
        name=f"session-{number}",
        model=SESSION,
        slug=f"session-{number}",
        number=number,
        fields={
            "number": number,
            "theme": session.theme,
            "opens_at": session.opens_at,
            "closes_at": session.closes_at,
        },
        questions=session.questions,
        copied_from=session.copied_from,
    )


def _session_from_json(values: Mapping[str, Any]) -> NewSession:
    """A session of a job that was stored before sessions had questions has none."""
    session = NewSession(**_with_dates(values))
    questions = session.questions
    return replace(session, questions=None if questions is None else tuple(questions))


def _with_dates(values: Mapping[str, Any]) -> dict[str, Any]:
    dates = {
        name: datetime.fromisoformat(values[name])
        for name in ("opens_at", "closes_at")
        if values[name]
    }
    return {**values, **dates}
