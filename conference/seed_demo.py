"""An open conference for trying things out: plainly an example, with dates relative to today."""

from datetime import UTC, datetime, timedelta

from core.seeding import PageSeed

PATH = "protocol/capacity-building/portal/demo"


def _days_from_today(days: int, *, hour: int = 0, minute: int = 0) -> datetime:
    day = datetime.now(UTC).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return day + timedelta(days=days)


PAGES = [
    PageSeed(
        model="conference.ConferencePage",
        path=PATH,
        fields={
            "title": "Demo conference",
            "full_title": "Demo: how an online conference takes contributions",
            "summary": (
                "An example for trying the site out. The conference, its participants and their "
                "contributions are made up."
            ),
            "search_description": (
                "An example of an open online conference, with made-up participants and "
                "contributions in several languages."
            ),
            "opens_at": _days_from_today(-10),
            "closes_at": _days_from_today(18, hour=23, minute=59),
        },
    ),
    PageSeed(
        model="conference.SessionPage",
        path=f"{PATH}/session-1",
        fields={
            "title": "Session 1",
            "theme": "Demo: training for those who assess risks",
            "number": 1,
            "summary": "An example of a session with guiding questions and threads.",
            "search_description": "Demo session on training, with made-up contributions.",
            "introduction": (
                "<p>This session is an example. Register with any e-mail address of your own, "
                "answer a question, reply to a contribution or quote it.</p>"
            ),
        },
        children={
            "guiding_questions": [
                {"text": "Which training has helped most, and how was that found out?"},
                {"text": "What keeps people who were trained in their posts?"},
            ]
        },
    ),
    PageSeed(
        model="conference.SessionPage",
        path=f"{PATH}/session-2",
        fields={
            "title": "Session 2",
            "theme": "Demo: sharing laboratories and equipment",
            "number": 2,
            "summary": "A second example of a session, with fewer contributions.",
            "search_description": "Demo session on laboratories, with made-up contributions.",
            "introduction": "<p>This session is an example, too.</p>",
        },
        children={
            "guiding_questions": [
                {"text": "Which equipment can be shared between institutions or countries?"}
            ]
        },
    ),
]
