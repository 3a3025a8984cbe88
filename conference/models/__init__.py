"""Models of conferences and their pages."""

from conference.models.agenda_page import AgendaPage
from conference.models.conference_page import ConferencePage
from conference.models.content_change_record import PublishedText
from conference.models.extension import Extension, ExtensionReason
from conference.models.mainstreaming_conference_page import MainstreamingPage, PlanningInstrument
from conference.models.outcome import Outcome
from conference.models.outcome_page import OutcomePage
from conference.models.part_pages import IntroductionPage, Objective, ObjectivesPage, PlainPage
from conference.models.session_page import GuidingQuestion, SessionPage
from conference.models.topic import Topic
from conference.models.withdrawn_conference import WithdrawnConference

__all__ = [
    "AgendaPage",
    "ConferencePage",
    "Extension",
    "ExtensionReason",
    "GuidingQuestion",
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
    "WithdrawnConference",
]
