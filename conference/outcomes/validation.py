"""Validates outcomes: the kind decides which fields are required."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext

if TYPE_CHECKING:
    from conference.models.outcome import Outcome


def faults_of(outcome: "Outcome") -> dict[str, str]:
    """Returns field → error; empty if the outcome is valid."""
    rules = _meeting if outcome.kind == outcome.Kind.MEETING else _document
    return rules(outcome) | _common(outcome)


def _meeting(outcome: "Outcome") -> dict[str, str]:
    faults = {}
    if outcome.symbol:
        faults["symbol"] = gettext("A meeting has no symbol; its documents are outcomes too.")
    if outcome.files:
        faults["files"] = gettext("A meeting has no files; add its document as another outcome.")
    if outcome.last_day and not outcome.date:
        faults["date"] = gettext("Give the first day too.")
    elif outcome.last_day and outcome.date and outcome.last_day < outcome.date:
        faults["last_day"] = gettext("The meeting cannot end before it begins.")
    return faults


def _document(outcome: "Outcome") -> dict[str, str]:
    faults = {}
    cited = (outcome.Kind.DECISION, outcome.Kind.NOTIFICATION)
    if outcome.kind in cited and not outcome.symbol:
        faults["symbol"] = gettext("Give the symbol by which it is cited.")
    if outcome.last_day:
        faults["last_day"] = gettext("Only a meeting has a last day.")
    if outcome.place:
        faults["place"] = gettext("Only a meeting has a place.")
    return faults


def _common(outcome: "Outcome") -> dict[str, str]:
    if outcome.files and outcome.address:
        return {"address": gettext("Give files or an address elsewhere: one of the two.")}
    return {}
