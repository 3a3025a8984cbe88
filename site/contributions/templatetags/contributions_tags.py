"""Template tags that show participation and contributions on a conference's pages."""

from typing import Any

from django import template
from django.template import Context

from contributions import registration
from contributions.conference_registry import Conference, known
from contributions.models import Contribution, ModerationSettings
from contributions.reading import contribution_urls
from contributions.reading.listing import Chosen, listing

register = template.Library()


@register.inclusion_tag("contributions/taking_part.html", takes_context=True)
def taking_part(context: Context) -> dict[str, Any]:
    """On each page of an open conference: who may take part, how, and until when.

    On the page of a closed conference itself: the link to its contributions.
    """
    page: Any = context.get("page")
    its_conference = getattr(page, "conference", None)
    if context.get("printing") or its_conference is None:
        return {"is_shown": False}
    is_open = its_conference.state.is_open
    is_over = its_conference.state.is_closed and page == its_conference
    if not is_open and not is_over:
        return {"is_shown": False}
    conference, settings = _found(page)
    if conference is None or settings is None:
        return {"is_shown": False}
    return {
        "is_shown": True,
        "is_open": is_open,
        "who": registration.who_may_take_part(settings),
        "until": conference.closes_at,
        "conference": conference,
        "all_url": f"{conference.url}{contribution_urls.URL_NAME}/",
        "has_own_list": bool(conference.sessions),
    }


@register.inclusion_tag("contributions/of_session.html", takes_context=True)
def contributions_of_session(context: Context) -> dict[str, Any]:
    """On the page of a session: its contributions, the first page of them."""
    page: Any = context.get("page")
    conference, settings = (None, None) if context.get("printing") else _found(page)
    if conference is None or settings is None:
        return {"is_shown": False}
    session = conference.sessions[0]
    contributions = Contribution.objects.of_session(session.key)
    return {
        "is_shown": True,
        "list": listing(contributions, conference, (session,), Chosen()),
        "list_url": f"{session.url}{contribution_urls.URL_NAME}/",
        "session": session,
        "is_open": conference.is_open(session),
        "write_url": contribution_urls.writing_address(session.key),
    }


@register.simple_tag(takes_context=True)
def answer_url(context: Context, number: int) -> str:
    """Where a guiding question is answered; empty where the session takes no contributions now."""
    page: Any = context.get("page")
    conference, settings = (None, None) if context.get("printing") else _found(page)
    if settings is None or conference is None:
        return ""
    session = conference.sessions[0]
    if not conference.is_open(session):
        return ""
    return contribution_urls.writing_address(session.key, question=number)


def _found(page: Any) -> tuple[Conference | None, ModerationSettings | None]:
    """Both asked for once for a page, and only where it belongs to a conference."""
    if page is None or not getattr(page, "pk", None):
        return None, None
    known_already = vars(page).get("_taking_part")
    if known_already is None:
        conference = known().of_page(page)
        settings = registration.settings_for(page, conference.key) if conference else None
        known_already = vars(page)["_taking_part"] = (conference, settings)
    return known_already
