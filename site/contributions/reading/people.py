"""The list of participants of a conference, grouped by affiliation."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import pgettext

from wagtail.models import Page

from contributions import contribution_cache_tags
from contributions.conference_registry import known
from contributions.models import Affiliation, Registration
from contributions.reading.conference_lookup import conference_of
from contributions.reading.page_chrome import ChromeBelowPage
from core import cache_tags
from core.caching import expiry
from core.text.collation import sort_key
from core.text.phrases import with_details

NAME = "participants"


@dataclass(frozen=True)
class Group:
    """Participants listed under one heading."""

    heading: str
    lines: list[str]


def of_conference(request: HttpRequest, page: Page) -> HttpResponse:
    """`…/<conference>/participants/`"""
    conference = conference_of(page)
    tokens = cache_tags.tokens({contribution_cache_tags.participants_tag(conference.key)})
    title = pgettext("heading", "Participants")
    groups = groups_of(conference.key)
    context = {
        "chrome": ChromeBelowPage(request, page, f"{NAME}/", title),
        "page": page,
        "title": title,
        "groups": groups,
        "total": sum(len(group.lines) for group in groups),
    }
    response = TemplateResponse(request, "contributions/participants.html", context).render()
    expiry.set_cache_headers(request, response, known().changes_at(page), tokens)
    return response


def groups_of(conference_key: Any) -> list[Group]:
    """In the order of the affiliations; governments by country, organizations by name."""
    found = [row.participant for row in Registration.objects.approved(conference_key)]
    groups = []
    for affiliation in Affiliation:
        lines = [_line(person) for person in found if person.affiliation == affiliation]
        if lines:
            groups.append(Group(str(affiliation.label), sorted(lines, key=sort_key)))
    return groups


def _line(participant: Any) -> str:
    country = str(participant.country.name) if participant.country else ""
    parts = [country, participant.organization, participant.name]
    if participant.affiliation not in (Affiliation.PARTY, Affiliation.GOVERNMENT):
        parts = [participant.organization, country, participant.name]
    return with_details(parts)
