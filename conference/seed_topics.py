"""Seed of the topics."""

from core.seeding import SnippetSeed


def _topic(key: str, name: str) -> SnippetSeed:
    return SnippetSeed(model="conference.Topic", name=key, fields={"key": key, "name": name})


DEVELOPMENT_PLANNING = _topic("development-planning", "Biosafety in development planning")
NATIONAL_CAPACITIES = _topic("national-capacities", "National capacities")
RISK_ASSESSMENT = _topic("risk-assessment", "Environmental risk assessment")
MONITORING = _topic("monitoring", "Post-release monitoring")

SNIPPETS = [DEVELOPMENT_PLANNING, NATIONAL_CAPACITIES, RISK_ASSESSMENT, MONITORING]
