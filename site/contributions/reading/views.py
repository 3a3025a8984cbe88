"""Public views of contributions: lists of a session or conference, and single contributions."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext, pgettext

from wagtail.models import Page

from contributions import contribution_cache_tags
from contributions.conference_registry import Conference, Session
from contributions.models import Contribution
from contributions.models.contribution_querysets import ContributionQuerySet
from contributions.reading import contribution_urls
from contributions.reading.conference_lookup import conference_of, fresh_until
from contributions.reading.entries import whole
from contributions.reading.listing import Chosen, FilterForm, counted, listing
from contributions.reading.page_chrome import ChromeBelowPage
from contributions.reading.structured_data import posting_data
from contributions.reading.translations import ARGUMENT, QUERY
from contributions.reading.translations_beside import TranslationsBeside
from core import cache_tags
from core.caching import expiry


def of_session(request: HttpRequest, page: Page, value: str = "") -> HttpResponse:
    """`…/session-1/contributions/`, or one of them."""
    conference = conference_of(page)
    session = conference.sessions[0]
    if value:
        return _one(request, page, conference, session, int(value))
    contributions = Contribution.objects.of_session(session.key)
    tags = {contribution_cache_tags.session_tag(session.key)}
    return _list(request, page, conference, (session,), contributions, tags)


def of_conference(request: HttpRequest, page: Page, value: str = "") -> HttpResponse:
    """`…/<conference>/contributions/`; a number leads on to the contribution's own address."""
    conference = conference_of(page, sessions=True)
    contributions = Contribution.objects.of_conference(conference.key)
    if value:
        return _lead_on(conference, contributions, int(value), _kept_query(request))
    tags = {contribution_cache_tags.conference_tag(conference.key)}
    return _list(request, page, conference, conference.sessions, contributions, tags)


def _kept_query(request: HttpRequest) -> str:
    return QUERY if request.GET.get(ARGUMENT) == "1" else ""


def _lead_on(
    conference: Conference, contributions: ContributionQuerySet, number: int, query: str
) -> HttpResponse:
    found = contributions.on_record().filter(number=number).first()
    session = conference.session(found.session_key) if found else None
    if found is None or session is None:
        raise Http404
    address = contribution_urls.address_of(found, session.url)
    return HttpResponsePermanentRedirect(contribution_urls.with_query(address, query))


def _list(
    request: HttpRequest,
    page: Page,
    conference: Conference,
    sessions: tuple[Session, ...],
    contributions: ContributionQuerySet,
    tags: set[str],
) -> HttpResponse:
    chosen = Chosen.read(request.GET)
    if chosen.translations:
        key = page.translation_key
        tags = {*tags, contribution_cache_tags.translations_tag(key, get_language() or "")}
    tokens = cache_tags.tokens(tags)
    counts = counted(contributions)
    title = pgettext("title of a list", "Contributions")
    below, query = f"{contribution_urls.NAME}/", chosen.kept_query
    context = {
        "chrome": ChromeBelowPage(request, page, below, title, query),
        "page": page,
        "title": title,
        "list": listing(contributions, conference, sessions, chosen, "h2", counts),
        "filters": FilterForm(counts, sessions, chosen),
        "conference": conference,
        "shows_sessions": len(sessions) > 1,
        "further": _further(page, conference),
        "shows_instants": True,
    }
    response = TemplateResponse(request, "contributions/list.html", context).render()
    expiry.set_cache_headers(request, response, fresh_until(page, conference), tokens)
    return response


def _further(page: Page, conference: Conference) -> list[tuple[str, str]]:
    """Other forms of the list: (address, what it is)."""
    data = [("contributions.json", "JSON"), ("contributions.csv", "CSV")]
    if len(conference.sessions) == 1 and page.translation_key != conference.key:
        return [("contributions.xml", gettext("Feed of contributions")), *data]
    further = [
        ("participants/", pgettext("heading", "Participants")),
        ("statistics/", pgettext("heading", "Statistics")),
    ]
    return [*further, *data]


def _one(
    request: HttpRequest, page: Page, conference: Conference, session: Session, number: int
) -> HttpResponse:
    tag = contribution_cache_tags.session_tag(session.key)
    tags = {tag, contribution_cache_tags.translations_of_one_tag(session.key, number)}
    tokens = cache_tags.tokens(tags)
    found = Contribution.objects.on_record().of_session(session.key).select_related("parent")
    contribution = found.filter(number=number).first()
    if contribution is None:
        raise Http404
    query = _kept_query(request)
    entry = whole(contribution, session, is_open=conference.is_open(session), query=query)
    below = f"{contribution_urls.NAME}/{number}/"
    chrome = ChromeBelowPage(request, page, below, f"#{number}", query)
    beside = TranslationsBeside.of(entry, chrome)
    if query:
        entry.translation = beside.own
    replies = Contribution.objects.on_record().filter(parent=contribution).order_by("number")
    context: dict[str, Any] = {
        "chrome": chrome,
        "page": page,
        "title": _title_of(contribution),
        "entry": entry,
        "replies": [
            (reply.number, contribution_urls.number_address(reply.number, session.url, query))
            for reply in replies[:100]
        ],
        "list_url": contribution_urls.with_query(
            chrome.page_url + f"{contribution_urls.NAME}/", query
        ),
        "beside": beside,
        "data": posting_data(entry, conference, chrome.canonical_url, beside.every),
        "shows_instants": True,
    }
    response = TemplateResponse(request, "contributions/one.html", context).render()
    expiry.set_cache_headers(request, response, fresh_until(page, conference), tokens)
    return response


def _title_of(contribution: Contribution) -> str:
    if contribution.is_withdrawn:
        return gettext("Contribution #%(number)s") % {"number": contribution.number}
    return contribution.title
