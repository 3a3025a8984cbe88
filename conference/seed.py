"""The conferences of the demo, and the addresses that their pages had on the former site."""

from conference import seed_demo, seed_mainstreaming, seed_risk_assessment, seed_topics

SNIPPETS = seed_topics.SNIPPETS
PAGES = [*seed_mainstreaming.PAGES, *seed_risk_assessment.PAGES, *seed_demo.PAGES]

_FORMER = "/onlineconferences/portal_art22/cbarchive"

# Ending of the former address → page of the conference; "" is the conference itself.
_MAINSTREAMING = {
    "about": "/introduction",
    "objectives": "/objectives",
    "agenda": "/agenda",
    **{f"group{number}": f"/session-{number}" for number in range(1, 5)},
}
_RISK_ASSESSMENT = {
    "about": "/introduction",
    "objectives": "",
    "agenda": "",
    **{f"group{number}": "" for number in range(1, 5)},
}

REDIRECTS = {
    f"{_FORMER}/forum{forum}_{ending}.shtml": f"{conference}{page}"
    for forum, conference, pages in (
        ("mainstreaming", seed_mainstreaming.PATH, _MAINSTREAMING),
        ("riskassessment", seed_risk_assessment.PATH, _RISK_ASSESSMENT),
    )
    for ending, page in pages.items()
}
