"""Atom feed of a session's contributions, newest first, each in its own language."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin
from uuid import uuid5

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from wagtail.models import Page

from lxml import etree

from contributions.conference_registry import Conference, Session
from contributions.models import Contribution, ContributionTranslation
from contributions.reading.conference_lookup import conference_of
from contributions.reading.entries import Entry, entries
from contributions.reading.translations import Shown, into_language, outdated_sentence
from core.routing.file_responses import File
from core.text.control_characters import one_line, printable
from core.text.direction import isolate
from core.text.phrases import listed

FILE_NAME = "contributions.xml"
ENTRIES = 50
Translations = dict[int, ContributionTranslation]
"""By the primary key of the contribution."""
NAMESPACE = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed_of_session(request: HttpRequest, page: Page) -> File:
    """Raises Http404 for a conference that takes no contributions on this site."""
    conference = conference_of(page)
    session = conference.sessions[0]
    found = Contribution.objects.on_record().of_session(session.key).select_related("parent")
    latest = list(found.order_by("-changed_at", "-number")[:ENTRIES])
    shown = entries(latest, {session.key: session}, is_open=False)
    translations = into_language(latest)
    root = _feed(request, page, conference, session, shown, translations)
    content = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    moments = [row.changed_at for row in latest if row.changed_at]
    name = f"{page.slug}-{page.locale.language_code}-contributions.xml"
    return File(content, "application/atom+xml; charset=utf-8", name, moments)


def _feed(
    request: HttpRequest,
    page: Page,
    conference: Conference,
    session: Session,
    shown: list[Entry],
    translations: Translations,
) -> etree._Element:
    url = page.get_full_url(request) or ""
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    language = page.locale.language_code
    root.set(XML_LANG, language)
    title = gettext("%(session)s: contributions") % {"session": session.theme}
    _add(root, "id", uuid5(session.key, "contributions").urn)
    _add(root, "title", isolate(one_line(title), language))
    _add(root, "subtitle", isolate(one_line(conference.title), language))
    changes = [entry.contribution.changed_at or conference.opens_at for entry in shown]
    _add(root, "updated", _instant(max(changes, default=conference.opens_at)))
    _add(root, "link", rel="self", type="application/atom+xml", href=urljoin(url, FILE_NAME))
    _add(root, "link", rel="alternate", type="text/html", href=url)
    for entry in shown:
        row = translations.get(entry.contribution.pk)
        _add_entry(root, entry, session, url, Shown(row, session.url) if row else None)
    return root


def _add_entry(
    root: etree._Element, entry: Entry, session: Session, url: str, translation: Shown | None
) -> None:
    contribution = entry.contribution
    element = _add(root, "entry")
    _add(element, "id", uuid5(session.key, str(entry.number)).urn)
    address = urljoin(url, f"contributions/{entry.number}/")
    _add(element, "link", rel="alternate", type="text/html", href=address)
    _add(element, "published", _instant(contribution.posted_at or session.opens_at))
    _add(element, "updated", _instant(contribution.changed_at or session.opens_at))
    if entry.is_withdrawn:
        title = gettext("#%(number)s was withdrawn") % {"number": entry.number}
        _add(element, "title", isolate(title, get_language()))
        _add(_add(element, "author"), "name", "–")
        _add(element, "content", printable(entry.reason), type="text")
        return
    element.set(XML_LANG, entry.language)
    title = one_line(f"#{entry.number} {entry.title}")
    _add(element, "title", isolate(title, entry.language))
    author = listed([entry.author, entry.affiliation])
    _add(_add(element, "author"), "name", one_line(author))
    html = entry.html + (_below_the_original(translation) if translation else "")
    _add(element, "content", printable(_absolute(html, url)), type="html")


def _below_the_original(shown: Shown) -> str:
    """A translation into the language of the feed, under its label."""
    return format_html(
        '<hr><div lang="{}" dir="{}"><p><strong>{}</strong> {}</p><p><b>{}</b></p>{}</div>',
        shown.language,
        shown.direction,
        shown.label,
        outdated_sentence() if shown.is_outdated else "",
        shown.title,
        shown.html,
    )


def _absolute(html: str, url: str) -> str:
    """Links to other contributions with the host, as readers of feeds need them."""
    return html.replace('href="/', f'href="{urljoin(url, "/")}')


def _add(parent: Any, tag: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", dict(attributes))
    element.text = str(text) or None
    return element


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
