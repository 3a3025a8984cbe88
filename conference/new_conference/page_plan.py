"""Which pages a new conference consists of. Nothing here touches the database."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Self

PARTS = {
    "introduction": "conference.IntroductionPage",
    "objectives": "conference.ObjectivesPage",
    "agenda": "conference.AgendaPage",
}
SESSION = "conference.SessionPage"


@dataclass(frozen=True)
class NewSession:
    theme: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    copied_from: int | None = None
    """Primary key of the session page whose texts are taken over."""
    questions: tuple[str, ...] | None = None
    """Guiding questions, in their order; None leaves those that are copied."""


@dataclass(frozen=True)
class NewConference:
    """What the form asks for. Instants are in UTC."""

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
        """Values that a JSON field holds."""
        sessions = [_with_text_dates(asdict(session)) for session in self.sessions]
        return _with_text_dates(asdict(self)) | {
            "sessions": sessions,
            "languages": list(self.languages),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        sessions = tuple(_session_from_json(session) for session in values["sessions"])
        languages = tuple(values["languages"])
        return cls(**_with_dates(values) | {"sessions": sessions, "languages": languages})


@dataclass(frozen=True)
class PlannedPage:
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
    """The pages, a parent before its children.

    `parts` has the primary keys of the copied conference's own introduction, objectives, agenda.
    """
    conference = PlannedPage(
        name="",
        model=new.kind,
        slug=new.slug,
        title=new.title,
        fields={
            "full_title": new.full_title,
            "summary": new.summary,
            "opens_at": new.opens_at,
            "closes_at": new.closes_at,
        },
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


def _with_text_dates(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _with_dates(values: Mapping[str, Any]) -> dict[str, Any]:
    dates = {
        name: datetime.fromisoformat(values[name])
        for name in ("opens_at", "closes_at")
        if values[name]
    }
    return {**values, **dates}
