"""An online conference and the pages it is made of."""

from conference.models.agenda import AgendaPage
from conference.models.conference import ConferencePage, MainstreamingPage, PlanningInstrument
from conference.models.parts import IntroductionPage, Objective, ObjectivesPage
from conference.models.sessions import GuidingQuestion, SessionPage
from conference.models.topics import Topic

__all__ = [
    "AgendaPage",
    "ConferencePage",
    "GuidingQuestion",
    "IntroductionPage",
    "MainstreamingPage",
    "Objective",
    "ObjectivesPage",
    "PlanningInstrument",
    "SessionPage",
    "Topic",
]
