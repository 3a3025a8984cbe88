"""Atom feeds (RFC 4287): conferences with their latest milestone, and changed pages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin
from uuid import UUID, uuid5

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext, pgettext

from wagtail.models import Page
from wagtail.query import PageQuerySet

from lxml import etree

from conference.content_changes import changed_at, moved_at, ordered_by_change
from conference.feeds.conference_description import began, latest_milestone, lines_of
from conference.feeds.ical import NEVER
from conference.models import ConferencePage
from core.navigation.site_settings import contact_email
from core.pages.public_querysets import readable
from core.routing.other_format_responses import File
from core.text.atom_elements import NAMESPACE, add, timestamp
from core.text.bidi_isolation import isolate
from core.text.control_character_removal import one_line, printable

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
FILE_NAME = "feed.xml"


def permanent_id(key: UUID, *names: str) -> str:
    """Returns an id that does not change with slug, host or position in the tree.

    It is made of the page's translation key and `names`, for example the language.
    """
    return uuid5(key, "/".join(names)).urn


@dataclass(frozen=True)
class Entry:
    """One entry; `changed` and `published` are UTC instants, `lines` paragraphs of plain text."""

    id: str
    title: str
    url: str
    changed: datetime
    published: datetime | None
    lines: Iterable[str]
    categories: list[tuple[str, str]] = field(default_factory=list)
    language: str = ""
    """The code of the language of what `url` leads to, where that is not the feed's."""


def feed_file(
    request: HttpRequest,
    page: Page,
    title: str,
    entries: list[Entry],
    changed: datetime,
    *,
    key: UUID | None = None,
    address: str = "",
) -> File:
    """Returns the feed of `page`; `changed` (UTC) is its date if it has no entries.

    `key` and `address` are the translation key and the URL of the feed itself, where it is not the
    feed of `page` but of something that has no page any more.
    """
    language = page.locale.language_code
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    url = page.get_full_url(request) or ""
    moments = [entry.changed for entry in entries] or [changed]
    add(root, "id", permanent_id(key or page.translation_key, language, "feed"))
    add(root, "title", isolate(one_line(title), language))
    if page.description:
        add(root, "subtitle", isolate(one_line(page.description), language))
    add(root, "updated", timestamp(max(moments)))
    # In this order: some readers take the first link of a feed for that of its page.
    add(root, "link", rel="alternate", type="text/html", hreflang=language, href=url)
    add(
        root,
        "link",
        rel="self",
        type="application/atom+xml",
        href=address or urljoin(url, FILE_NAME),
    )
    _add_author(root, request)
    for entry in entries:
        _add_entry(root, entry, language)
    content = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return File(content, CONTENT_TYPE, f"{page.slug}-{language}.xml", moments)


def _add_author(root: etree._Element, request: HttpRequest) -> None:
    author = add(root, "author")
    add(author, "name", gettext("Biosafety capacity-building"))
    add(author, "email", contact_email(request))


def _add_entry(root: etree._Element, entry: Entry, language: str) -> None:
    element = add(root, "entry")
    add(element, "id", entry.id)
    add(element, "title", isolate(one_line(entry.title), language))
    hreflang = entry.language or language
    add(element, "link", rel="alternate", type="text/html", hreflang=hreflang, href=entry.url)
    if entry.published:
        add(element, "published", timestamp(min(entry.published, entry.changed)))
    add(element, "updated", timestamp(entry.changed))
    for term, label in entry.categories:
        add(element, "category", term=term, label=label)
    lines = [(isolate(line, language),) for line in map(printable, entry.lines) if line]
    add(element, "summary", format_html_join("", "<p>{}</p>", lines), type="html")


ENTRIES = 50


def latest(moments: Iterable[datetime | None]) -> datetime:
    """Returns the latest of the instants that are not None."""
    return max((moment for moment in moments if moment), default=NEVER)


def feed_of_conference(request: HttpRequest, conference: ConferencePage) -> File:
    """Returns the feed with the conference and its pages, the latest change first."""
    below = readable(Page.objects.descendant_of(conference), inside=conference)
    changed = latest([changed_at(conference), moved_at(conference)])
    entries = [_own_entry(conference, request, changed)]
    entries += changed_pages(below, conference, request)
    entries.sort(key=lambda entry: entry.changed, reverse=True)
    title = gettext("%(conference)s: changes") % {"conference": conference.title}
    return feed_file(request, conference, title, entries[:ENTRIES], changed)


def changed_pages(pages: PageQuerySet, section: Page, request: HttpRequest) -> list[Entry]:
    """Returns an entry for each of `pages` below `section`, the latest change first."""
    entries = []
    for page in ordered_by_change(pages)[:ENTRIES].specific():
        page.locale = section.locale
        entries.append(_page_entry(page, section, request))
    return entries


def _page_entry(page: Page, section: Page, request: HttpRequest) -> Entry:
    title, above = page.menu_title, page.title_above
    if page.depth > section.depth + 1:
        message = pgettext("page in a feed", "%(page)s (%(section)s)")
        title = message % {"page": title, "section": above}
    heading = page.heading if page.heading not in (page.title, page.menu_title) else ""
    # Of a conference or a session; other pages have none.
    dates = getattr(getattr(page, "schedule", page), "dates", "")
    return Entry(
        id=permanent_id(page.translation_key, page.locale.language_code),
        title=title,
        url=page.get_full_url(request) or "",
        changed=latest([page.changed_at, getattr(page, "schedule_changed_at", None)]),
        published=page.first_published_at,
        lines=dict.fromkeys([heading, str(dates), page.description]),
    )


def _own_entry(conference: ConferencePage, request: HttpRequest, changed: datetime) -> Entry:
    state_began = began(conference.schedule, conference.state)
    return _conference_entry(
        conference,
        request,
        permanent_id(conference.translation_key, conference.locale.language_code),
        conference.full_title,
        latest([changed, conference.schedule_changed_at, state_began]),
    )


def milestone_entry(
    conference: ConferencePage, request: HttpRequest, changed: datetime | None
) -> Entry:
    """Returns the entry of the latest milestone; each milestone has an id of its own."""
    milestone, language = latest_milestone(conference), conference.locale.language_code
    return _conference_entry(
        conference,
        request,
        permanent_id(conference.translation_key, language, milestone.key),
        milestone.title,
        latest([changed, conference.schedule_changed_at, milestone.began]),
    )


def _conference_entry(
    conference: ConferencePage, request: HttpRequest, key: str, title: str, changed: datetime
) -> Entry:
    state = conference.state
    return Entry(
        id=key,
        title=title,
        url=conference.get_full_url(request) or "",
        changed=changed,
        published=conference.first_published_at,
        lines=lines_of(conference),
        categories=[(state.value, str(state.label))],
        language=conference.locale.language_code,
    )
