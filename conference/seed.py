"""Redirects from the former site to the demo's conferences."""

_FORMER = "/onlineconferences/portal_art22/cbarchive"
_ARCHIVE = "protocol/capacity-building/portal/archive"

# End of the former path → path of the page within the conference; "" is the conference.
_MAINSTREAMING = {
    "about": "/introduction",
    "objectives": "/objectives",
    "agenda": "/agenda",
    **{f"group{number}": f"/session-{number}" for number in range(1, 5)},
}
_RISK_ASSESSMENT = {**dict.fromkeys(_MAINSTREAMING, ""), "about": "/introduction"}

REDIRECTS = {
    f"{_FORMER}/forum{forum}_{ending}.shtml": f"{_ARCHIVE}/{conference}{page}"
    for forum, conference, pages in (
        ("mainstreaming", "mainstreaming", _MAINSTREAMING),
        ("riskassessment", "risk-assessment", _RISK_ASSESSMENT),
    )
    for ending, page in pages.items()
}
