"""Seed of the main conference of the demo: mainstreaming, 2009, with its four sessions."""

from datetime import UTC, date, datetime

from conference.seed_topics import DEVELOPMENT_PLANNING, NATIONAL_CAPACITIES
from core.seeding import PageSeed

PATH = "protocol/capacity-building/portal/archive/mainstreaming"

CONFERENCE = PageSeed(
    model="conference.MainstreamingPage",
    path=PATH,
    fields={
        "title": "Mainstreaming",
        "full_title": (
            "Capacity-building for integration of biosafety into national development plans, "
            "strategies and programmes"
        ),
        "summary": (
            "A first exchange of views, experience and lessons on integrating biosafety into "
            "national development plans, strategies and programmes."
        ),
        "search_description": (
            "Online conference of 2009 on integrating biosafety into national development plans: "
            "introduction, objectives, agenda and sessions."
        ),
        "opens_at": datetime(2009, 1, 19, tzinfo=UTC),
        "closes_at": datetime(2009, 2, 6, 23, 59, tzinfo=UTC),
        "body": [
            ("heading", {"text": "Announcement", "level": "2"}),
            (
                "paragraph",
                "<p>The conference was announced by notification 2009-004 of 14 January 2009. "
                "It was held in writing, in four sessions that ran concurrently.</p>",
            ),
        ],
    },
    children={
        "planning_instruments": [
            {
                "kind": "sustainable-development",
                "note": "The broader strategies that biosafety is to become part of.",
            },
            {
                "kind": "poverty-reduction",
                "note": "Poverty reduction strategy papers (PRSPs) in particular.",
            },
            {
                "kind": "millennium-goals",
                "note": "National plans for the Millennium Development Goals (MDGs).",
            },
            {
                "kind": "assistance",
                "note": "What donors have learned from assistance to development.",
            },
        ],
        "outcomes": [
            {
                "kind": "background-paper",
                "title": "Input to the fifth coordination meeting",
            },
            {
                "kind": "meeting",
                "title": "Fifth coordination meeting",
                "place": "San José, Costa Rica",
                "date": date(2009, 3, 9),
                "last_day": date(2009, 3, 11),
            },
            {
                "kind": "meeting",
                "title": "Fifth meeting of the COP-MOP",
            },
        ],
    },
    snippets={"topics": [DEVELOPMENT_PLANNING, NATIONAL_CAPACITIES]},
)

INTRODUCTION = PageSeed(
    model="conference.IntroductionPage",
    path=f"{PATH}/introduction",
    fields={
        "title": "Introduction",
        "summary": (
            "The decision of the Parties that the conference serves, and the meetings that led to "
            "it."
        ),
        "search_description": (
            "Mandate and background of the 2009 online conference on integrating biosafety into "
            "national development plans: decision BS-III/3."
        ),
        "mandate": (
            "<p>In paragraph 7 of decision BS-III/3, the Conference of the Parties serving as the "
            "meeting of the Parties to the Protocol (COP-MOP) urges Parties and other "
            "Governments to integrate biosafety into broader sustainable development "
            "strategies. Among these are poverty reduction strategy papers (PRSPs) and "
            "programmes for the Millennium Development Goals (MDGs).</p>"
        ),
        "background": (
            "<p>The third coordination meeting of governments and organizations that implement "
            "or fund biosafety capacity-building, held in Lusaka, Zambia, in February 2007, "
            "named this integration as an area in which many countries need support.</p>"
            "<p>The fourth coordination meeting, held in New Delhi from 11 to 13 February 2008, "
            "recommended this online conference. The fifth coordination meeting took up the matter "
            "in March 2009.</p>"
        ),
    },
)

OBJECTIVES = PageSeed(
    model="conference.ObjectivesPage",
    path=f"{PATH}/objectives",
    fields={
        "title": "Objectives",
        "summary": "What the conference is to achieve, and where its outcomes go.",
        "search_description": (
            "Aim, four objectives and outcomes of the 2009 online conference on integrating "
            "biosafety into national development plans."
        ),
        "aim": (
            "<p>The conference is a first exchange of views, experience and lessons on "
            "integrating biosafety into national development plans, strategies and "
            "programmes.</p>"
        ),
        "outcomes": (
            "<p>The outcomes serve as input to a background paper for the face-to-face fifth "
            "coordination meeting in San José, Costa Rica, from 9 to 11 March 2009.</p>"
            "<p>The conclusions of that meeting go to all governments and organizations, and to "
            "the fifth meeting of the COP-MOP, in the hope of a decision with guidance to "
            "Parties.</p>"
        ),
    },
    children={
        "objectives": [
            {
                "text": (
                    "To review the status, needs and challenges of countries in integrating "
                    "biosafety into development plans and instruments such as PRSPs and national "
                    "MDG plans."
                )
            },
            {
                "text": (
                    "To share experience and lessons, successes as well as failures, from national "
                    "plans and from donors’ development assistance, on biosafety and on other "
                    "environmental concerns."
                )
            },
            {
                "text": (
                    "To identify tools, mechanisms and opportunities from which generic guidance "
                    "to countries can be drawn."
                )
            },
            {
                "text": (
                    "To discuss how to strengthen the capacities of developing countries and "
                    "countries with economies in transition for this integration."
                )
            },
        ]
    },
)

AGENDA = PageSeed(
    model="conference.AgendaPage",
    path=f"{PATH}/agenda",
    fields={
        "title": "Agenda",
        "summary": "Four sessions, each with a theme of its own.",
        "search_description": (
            "The four sessions of the 2009 online conference on integrating biosafety into "
            "national development plans, with their guiding questions."
        ),
    },
)


def _session(
    number: int, theme: str, summary: str, search_description: str, questions: list[str]
) -> PageSeed:
    return PageSeed(
        model="conference.SessionPage",
        path=f"{PATH}/session-{number}",
        fields={
            "title": f"Session {number}",
            "number": number,
            "theme": theme,
            "summary": summary,
            "search_description": search_description,
        },
        children={"guiding_questions": [{"text": question} for question in questions]},
    )


SESSIONS = [
    _session(
        1,
        "The scope and rationale of integrating biosafety into development plans and processes",
        "What integration means, why it matters, and what it has to do with national development.",
        "Session 1 of the 2009 online conference: scope and rationale of integrating biosafety "
        "into development plans and processes.",
        [
            "What does integrating biosafety into development plans and processes mean in "
            "practice?",
            "How are biosafety and biotechnology linked to national development priorities, to "
            "poverty and to the MDGs?",
            "Why does the integration of biosafety matter?",
            "What should be considered when biosafety is mainstreamed?",
        ],
    ),
    _session(
        2,
        "Country status, experiences and lessons learned",
        "How far countries have come, and what they have learned on the way.",
        "Session 2 of the 2009 online conference: status, experiences and lessons of countries "
        "that integrate biosafety into their plans.",
        [
            "How far do existing plans and programmes, such as poverty reduction strategies, "
            "already take biosafety in?"
        ],
    ),
    _session(
        3,
        "Strategies and approaches for development planning, financing and implementation",
        "How biosafety can be brought into the planning, financing and implementation of "
        "development.",
        "Session 3 of the 2009 online conference: strategies and approaches for planning, "
        "financing and implementation.",
        [],
    ),
    _session(
        4,
        "Measures to strengthen national capacities for the integration",
        "What countries need in order to integrate biosafety into their development plans.",
        "Session 4 of the 2009 online conference: measures to strengthen national capacities for "
        "integrating biosafety.",
        [],
    ),
]

OUTCOMES = PageSeed(
    model="conference.OutcomePage",
    path=f"{PATH}/outcomes",
    fields={
        "title": "Questions, views and follow-up",
        "summary": "What the conference was asked to do, where views were given, what followed.",
        "search_description": (
            "Questions, views and follow-up of the 2009 online conference on integrating biosafety "
            "into national development plans."
        ),
        "answers": [
            (
                "answer",
                {
                    "asked": (
                        "<p>How far has biosafety been integrated into development plans, what do "
                        "countries need, and what have countries and donors learned?</p>"
                    ),
                    "said": (
                        "<p>Views on scope and rationale were given in session 1, and those on the "
                        "status, experiences and lessons of countries in session 2.</p>"
                    ),
                    "did": (
                        "<p>The outcomes serve as input to a background paper for the fifth "
                        "coordination meeting, which is held face to face.</p>"
                    ),
                },
            ),
            (
                "answer",
                {
                    "asked": (
                        "<p>From which tools, mechanisms and opportunities can generic guidance be "
                        "drawn, and how can the capacities of developing countries and countries "
                        "with economies in transition be strengthened?</p>"
                    ),
                    "said": (
                        "<p>Views on strategies and approaches were given in session 3, and those "
                        "on measures to strengthen national capacities in session 4.</p>"
                    ),
                    "did": (
                        "<p>The conclusions of the fifth coordination meeting go to all "
                        "governments and organizations, and to the fifth meeting of the COP-MOP, "
                        "in the hope of a decision with guidance to Parties.</p>"
                    ),
                },
            ),
        ],
    },
)

PAGES = [CONFERENCE, INTRODUCTION, OBJECTIVES, AGENDA, *SESSIONS, OUTCOMES]
