"""Which conference a page is of, and what of it is on record: the same for every form of it."""

from django.http import Http404

from wagtail.models import Page

from contributions import registering
from contributions.conferences import Conference, known


def conference_of(page: Page, *, sessions: bool = False) -> Conference:
    """Raises Http404 for a conference that takes no contributions on this site."""
    conference = known().of_page(page, sessions=sessions)
    if conference is None or registering.settings_of(conference.key) is None:
        raise Http404
    return conference
