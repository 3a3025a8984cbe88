"""An online conference and the pages it is made of."""

from conference.models.agenda import AgendaPage
from conference.models.conference import ConferencePage, MainstreamingPage, PlanningInstrument
from conference.models.imports import ImportedSource, ImportUpload
from conference.models.parts import IntroductionPage, Objective, ObjectivesPage
from conference.models.plain import PlainPage
from conference.models.sessions import GuidingQuestion, SessionPage

__all__ = [
    "AgendaPage",
    "ConferencePage",
    "GuidingQuestion",
    "ImportUpload",
    "ImportedSource",
    "IntroductionPage",
    "MainstreamingPage",
    "Objective",
    "ObjectivesPage",
    "PlainPage",
    "PlanningInstrument",
    "SessionPage",
]
