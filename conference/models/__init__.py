"""An online conference and the pages it is made of."""

from conference.models.agenda import AgendaPage
from conference.models.conference import ConferencePage
from conference.models.extensions import Extension, ExtensionReason
from conference.models.imports import ImportedSource, ImportUpload
from conference.models.mainstreaming import MainstreamingPage, PlanningInstrument
from conference.models.outcomes import Outcome
from conference.models.parts import IntroductionPage, Objective, ObjectivesPage
from conference.models.plain import PlainPage
from conference.models.published_text import PublishedText
from conference.models.sessions import GuidingQuestion, SessionPage
from conference.models.summary import OutcomePage
from conference.models.topics import Topic

__all__ = [
    "AgendaPage",
    "ConferencePage",
    "Extension",
    "ExtensionReason",
    "GuidingQuestion",
    "ImportUpload",
    "ImportedSource",
    "IntroductionPage",
    "MainstreamingPage",
    "Objective",
    "ObjectivesPage",
    "Outcome",
    "OutcomePage",
    "PlainPage",
    "PlanningInstrument",
    "PublishedText",
    "SessionPage",
    "Topic",
]
