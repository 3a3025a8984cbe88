"""Seed of the second conference of the demo: risk assessment, 2008, extended."""

from datetime import UTC, datetime

from conference.seed_topics import MONITORING, RISK_ASSESSMENT
from core.seeding import PageSeed

PATH = "protocol/capacity-building/portal/archive/risk-assessment"

PAGES = [
    PageSeed(
        model="conference.ConferencePage",
        path=PATH,
        fields={
            "title": "Risk assessment",
            "full_title": (
                "Capacity-building in environmental risk assessment and post-release monitoring "
                "of living modified organisms"
            ),
            "summary": (
                "An online conference on the capacities that countries need to assess the "
                "environmental risks of living modified organisms and to monitor them after "
                "release."
            ),
            "search_description": (
                "Online conference of November 2008 on capacity-building in environmental risk "
                "assessment and post-release monitoring of LMOs."
            ),
            "opens_at": datetime(2008, 11, 3, tzinfo=UTC),
            "closes_at": datetime(2008, 11, 14, 23, 59, tzinfo=UTC),
            "extended_to": datetime(2008, 11, 28, 23, 59, tzinfo=UTC),
        },
        children={
            "outcomes": [
                {
                    "kind": "report",
                    "title": "Report of the online conference",
                    "symbol": "UNEP/CBD/BS/CM-CB/5/2",
                }
            ]
        },
        snippets={"topics": [RISK_ASSESSMENT, MONITORING]},
    ),
    PageSeed(
        model="conference.IntroductionPage",
        path=f"{PATH}/introduction",
        fields={
            "title": "Introduction",
            "summary": "What the conference on risk assessment dealt with, and its report.",
            "search_description": (
                "Introduction to the 2008 online conference on risk assessment and post-release "
                "monitoring of living modified organisms."
            ),
            "background": (
                "<p>The conference was about the capacities for two tasks: the assessment of the "
                "risks of living modified organisms (LMOs) to the environment, and the monitoring "
                "of these organisms after their release.</p>"
                "<p>It was first announced to run until 14 November 2008 and was extended by two "
                "weeks. Its report was issued under the symbol UNEP/CBD/BS/CM-CB/5/2.</p>"
            ),
        },
    ),
]
