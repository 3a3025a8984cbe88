"""Public views of contributions: lists, single contributions with JSON-LD, attached files."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import require_safe

from wagtail.models import Page

from contributions import conference_registry, contribution_cache_tags
from contributions.conference_registry import Conference, Session, known
from contributions.contribution_cache_tags import conference_tag, session_tag, translations_tag
from contributions.models import Attachment, Contribution
from contributions.models.contribution import ContributionQuerySet
from contributions.moderation_rights import may_moderate
from contributions.reading import contribution_urls, exports, participants_and_statistics
from contributions.reading.entries import Entry, whole
from contributions.reading.listing import Chosen, FilterForm, counted, listing
from contributions.reading.page_chrome import ChromeBelowPage, conference_of, fresh_until
from contributions.reading.translations import ARGUMENT, QUERY, Shown, TranslationsBeside
from core import cache_tags
from core.caching import cache_headers
from core.routing import page_view_registry
from core.routing.other_format_responses import outlet

# Characters that could end the script element, or start a comment in it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def posting_data(
    entry: Entry, conference: Conference, url: str, translations: Iterable[Shown] = ()
) -> SafeString:
    """JSON-LD of the original, safe inside <script>; empty for what is withdrawn."""
    if entry.contribution.is_withdrawn:
        return SafeString("")
    data = {"@context": "https://schema.org", **_posting(entry, conference, url)}
    if works := [_translation(shown) for shown in translations]:
        data["workTranslation"] = works
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 - escaped just above


def _translation(shown: Shown) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "name": shown.translation.published_title,
        "inLanguage": shown.language,
        "description": shown.label,
    }


def _posting(entry: Entry, conference: Conference, url: str) -> dict[str, Any]:
    contribution = entry.contribution
    return {
        "@type": "DiscussionForumPosting",
        "headline": contribution.title,
        "text": strip_tags(entry.html),
        "inLanguage": contribution.language,
        "identifier": f"#{contribution.number}",
        "url": url,
        "datePublished": contribution.posted_at and contribution.posted_at.isoformat(),
        "dateModified": contribution.changed_at and contribution.changed_at.isoformat(),
        "author": {"@type": "Person", "name": entry.author, "affiliation": entry.affiliation},
        "isPartOf": {"@type": "Event", "name": conference.title, "url": conference.url},
    }


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
    below, query = f"{contribution_urls.URL_NAME}/", chosen.kept_query
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
    cache_headers.set_cache_headers(request, response, fresh_until(page, conference), tokens)
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
    below = f"{contribution_urls.URL_NAME}/{number}/"
    chrome = ChromeBelowPage(request, page, below, f"#{number}", query)
    urls = {link.code: link.url for link in chrome.languages}
    beside = TranslationsBeside.of(contribution, session.url, query, urls)
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
            chrome.page_url + f"{contribution_urls.URL_NAME}/", query
        ),
        "beside": beside,
        "data": posting_data(entry, conference, chrome.canonical_url, beside.every),
        "shows_instants": True,
    }
    response = TemplateResponse(request, "contributions/one.html", context).render()
    cache_headers.set_cache_headers(request, response, fresh_until(page, conference), tokens)
    return response


def _title_of(contribution: Contribution) -> str:
    if contribution.is_withdrawn:
        return gettext("Contribution #%(number)s") % {"number": contribution.number}
    return contribution.title


@require_safe
def serve_file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Of what is published, for everybody; before that, for its author and the moderators."""
    found = Attachment.objects.select_related("contribution").filter(pk=pk, name=name).first()
    if found is None or not _may_have(request, found):
        raise Http404
    try:
        file = found.file.open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )
    is_public = found.contribution.is_published
    patch_cache_control(response, no_cache=True, **{"public" if is_public else "private": True})
    return response


def _may_have(request: HttpRequest, attachment: Attachment) -> bool:
    contribution = attachment.contribution
    if contribution.is_published:
        return known().of_session(contribution.session_key, contribution.language) is not None
    participant = getattr(request, "participant", None)
    if participant is not None and contribution.participant_id == participant.pk:
        return True
    return may_moderate(request.user, contribution)


NUMBER = r"[1-9]\d{0,8}"


def _tags_of(page: Page) -> set[str]:
    """The page is a session or a conference, which have different keys."""
    key = page.translation_key
    own = translations_tag(key, page.locale.language_code)
    return {*page.cache_tags, session_tag(key), conference_tag(key), own}


def _tags_in_every_language(page: Page) -> set[str]:
    codes = [code for code, _name in settings.LANGUAGES]
    return _tags_of(page) | {translations_tag(page.translation_key, code) for code in codes}


feed_of_session = outlet(exports.feed_of_session, _tags_of)
as_json = outlet(exports.json_file, _tags_in_every_language)
as_csv = outlet(exports.csv_file, _tags_of)


def connect() -> None:
    """Register the views below pages as soon as the conferences are registered."""
    conference_registry.when_registered(_hang)


def _hang(session_page: type[Page], conference_page: type[Page]) -> None:
    page_view_registry.register(
        contribution_urls.URL_NAME, of_session, below=session_page, takes=NUMBER
    )
    page_view_registry.register(
        contribution_urls.URL_NAME, of_conference, below=conference_page, takes=NUMBER
    )
    page_view_registry.register(exports.FEED_NAME, feed_of_session, below=session_page)
    for kind in (session_page, conference_page):
        page_view_registry.register(exports.JSON_NAME, as_json, below=kind)
        page_view_registry.register(exports.CSV_NAME, as_csv, below=kind)
    page_view_registry.register(
        participants_and_statistics.PARTICIPANTS,
        participants_and_statistics.participants_view,
        below=conference_page,
    )
    page_view_registry.register(
        participants_and_statistics.STATISTICS,
        participants_and_statistics.statistics_view,
        below=conference_page,
    )
