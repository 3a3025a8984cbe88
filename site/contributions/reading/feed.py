"""Atom feed of a session's contributions, newest first, each in its own language."""

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
from core.text.atom_elements import NAMESPACE, add, timestamp
from core.text.control_characters import one_line, printable
from core.text.direction import isolate
from core.text.phrases import with_details

FILE_NAME = "contributions.xml"
ENTRIES = 50
Translations = dict[int, ContributionTranslation]
"""By the primary key of the contribution."""
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
    add(root, "id", uuid5(session.key, "contributions").urn)
    add(root, "title", isolate(one_line(title), language))
    add(root, "subtitle", isolate(one_line(conference.title), language))
    changes = [entry.contribution.changed_at or conference.opens_at for entry in shown]
    add(root, "updated", timestamp(max(changes, default=conference.opens_at)))
    add(root, "link", rel="self", type="application/atom+xml", href=urljoin(url, FILE_NAME))
    add(root, "link", rel="alternate", type="text/html", href=url)
    for entry in shown:
        row = translations.get(entry.contribution.pk)
        _add_entry(root, entry, session, url, Shown(row, session.url) if row else None)
    return root


def _add_entry(
    root: etree._Element, entry: Entry, session: Session, url: str, translation: Shown | None
) -> None:
    contribution = entry.contribution
    element = add(root, "entry")
    add(element, "id", uuid5(session.key, str(entry.number)).urn)
    address = urljoin(url, f"contributions/{entry.number}/")
    add(element, "link", rel="alternate", type="text/html", href=address)
    add(element, "published", timestamp(contribution.posted_at or session.opens_at))
    add(element, "updated", timestamp(contribution.changed_at or session.opens_at))
    if entry.is_withdrawn:
        title = gettext("#%(number)s was withdrawn") % {"number": entry.number}
        add(element, "title", isolate(title, get_language()))
        add(add(element, "author"), "name", "–")
        add(element, "content", printable(entry.reason), type="text")
        return
    element.set(XML_LANG, entry.language)
    title = one_line(f"#{entry.number} {entry.title}")
    add(element, "title", isolate(title, entry.language))
    author = with_details([entry.author, entry.affiliation])
    add(add(element, "author"), "name", one_line(author))
    html = entry.html + (_below_the_original(translation) if translation else "")
    add(element, "content", printable(_absolute(html, url)), type="html")


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
