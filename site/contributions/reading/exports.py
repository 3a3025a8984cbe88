"""Exports of contributions: JSON and CSV of a session or conference, Atom feed of a session.

Of what is withdrawn they have the number, the dates and the reason.
"""

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin
from uuid import uuid5

from django.http import HttpRequest
from django.utils.html import format_html, strip_tags
from django.utils.translation import get_language, gettext

from wagtail.models import Page

from lxml import etree

from contributions.conference_registry import Conference, Session
from contributions.models import Contribution, ContributionTranslation
from contributions.reading.entries import Entry, entries
from contributions.reading.page_chrome import conference_of
from contributions.reading.translations import Shown, into_language, of_each, outdated_sentence
from core.routing.other_format_responses import File
from core.text.atom_elements import NAMESPACE, add, timestamp
from core.text.bidi_isolation import isolate
from core.text.control_character_removal import one_line, printable
from core.text.spreadsheet_cells import escape_formula
from core.text.text_joining import with_details

JSON_NAME, CSV_NAME = "contributions.json", "contributions.csv"
COLUMNS = (
    *("number", "state", "url", "session", "question", "answers", "language", "title", "text"),
    *("author", "affiliation", "organization", "country", "role", "posted_at", "changed_at"),
    *("reason", "translation_language", "translation_kind", "translation_by"),
    *("translation_is_outdated", "translation_title", "translation_text"),
)


def json_file(request: HttpRequest, page: Page) -> File:
    """Return the contributions of a session or conference as a JSON file."""
    conference, rows = _rows(request, page)
    data = {"conference": conference.title, "url": conference.url, "contributions": rows}
    content = json.dumps(data, ensure_ascii=False, indent=1).encode()
    return File(content, "application/json; charset=utf-8", _name(page, JSON_NAME), _moments(rows))


def csv_file(request: HttpRequest, page: Page) -> File:
    """Return the contributions of a session or conference as a CSV file (UTF-8 with BOM).

    Of the translations it has those into the language of the page.
    """
    _conference, rows = _rows(request, page)
    rows = [row | _columns_of_translation(row, page.locale.language_code) for row in rows]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: escape_formula(row.get(name)) for name in COLUMNS} for row in rows)
    # With a mark, or spreadsheets take it for another encoding.
    content = text.getvalue().encode("utf-8-sig")
    return File(content, "text/csv; charset=utf-8", _name(page, CSV_NAME), _moments(rows))


def _name(page: Page, name: str) -> str:
    return f"{page.slug}-{name}"


def _moments(rows: Iterable[dict[str, Any]]) -> list[datetime]:
    changes = [row["changed_at"] for row in rows if row["changed_at"]]
    return [datetime.fromisoformat(changed) for changed in changes]


def _rows(request: HttpRequest, page: Page) -> tuple[Conference, list[dict[str, Any]]]:
    conference = conference_of(page)
    found = Contribution.objects.on_record().select_related("parent").by_time()
    if conference.sessions:
        found = found.of_session(conference.sessions[0].key)
    else:
        conference = conference_of(page, sessions=True)
        found = found.of_conference(conference.key)
    sessions = {session.key: session for session in conference.sessions}
    base = page.get_full_url(request) or ""
    shown = entries(found, sessions, is_open=False)
    translations = of_each(entry.contribution for entry in shown)
    return conference, [
        _row(entry, base, translations.get(entry.contribution.pk, [])) for entry in shown
    ]


def _row(entry: Entry, base: str, translations: list[ContributionTranslation]) -> dict[str, Any]:
    contribution = entry.contribution
    row = {
        "number": contribution.number,
        "state": contribution.state,
        "url": urljoin(base, entry.url),
        "session": entry.session.number,
        "posted_at": _instant(contribution.posted_at),
        "changed_at": _instant(contribution.changed_at),
        "reason": contribution.state_reason if contribution.is_withdrawn else "",
    }
    if contribution.is_withdrawn:
        return row
    return row | _said(entry) | {"translations": [_translation(each) for each in translations]}


def _translation(row: ContributionTranslation) -> dict[str, Any]:
    """Labelled by `kind` ("official", "courtesy" or "machine") and `by`; never the original."""
    return {
        "language": row.language,
        "kind": row.published_kind,
        "by": row.published_name,
        "published_at": _instant(row.published_at),
        "is_outdated": row.is_outdated,
        "title": row.published_title,
        "text": strip_tags(row.published_html).strip(),
        "html": row.published_html,
    }


def _columns_of_translation(row: dict[str, Any], language: str) -> dict[str, Any]:
    found = [each for each in row.get("translations", []) if each["language"] == language]
    names = ("language", "kind", "by", "is_outdated", "title", "text")
    return {f"translation_{name}": each[name] for each in found for name in names}


def _said(entry: Entry) -> dict[str, Any]:
    contribution = entry.contribution
    return {
        "question": entry.question_number,
        "answers": entry.answers_number,
        "language": contribution.language,
        "title": contribution.title,
        "text": strip_tags(entry.html).strip(),
        "html": entry.html,
        "author": contribution.author_name,
        "affiliation": contribution.author_affiliation,
        "organization": contribution.author_organization,
        "country": str(contribution.author_country or ""),
        "role": contribution.role,
        "marks": contribution.marks,
        "files": [{"name": file.name, "url": file.url, "bytes": file.size} for file in entry.files],
    }


def _instant(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


FEED_NAME = "contributions.xml"
FEED_ENTRIES = 50
Translations = dict[int, ContributionTranslation]
"""By the primary key of the contribution."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed_of_session(request: HttpRequest, page: Page) -> File:
    """Raises Http404 for a conference that takes no contributions on this site."""
    conference = conference_of(page)
    session = conference.sessions[0]
    found = Contribution.objects.on_record().of_session(session.key).select_related("parent")
    latest = list(found.order_by("-changed_at", "-number")[:FEED_ENTRIES])
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
    add(root, "link", rel="self", type="application/atom+xml", href=urljoin(url, FEED_NAME))
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
    add(element, "id", uuid5(session.key, str(contribution.number)).urn)
    address = urljoin(url, f"contributions/{contribution.number}/")
    add(element, "link", rel="alternate", type="text/html", href=address)
    add(element, "published", timestamp(contribution.posted_at or session.opens_at))
    add(element, "updated", timestamp(contribution.changed_at or session.opens_at))
    if contribution.is_withdrawn:
        title = gettext("#%(number)s was withdrawn") % {"number": contribution.number}
        add(element, "title", isolate(title, get_language()))
        add(add(element, "author"), "name", "–")
        add(element, "content", printable(contribution.state_reason), type="text")
        return
    element.set(XML_LANG, contribution.language)
    title = one_line(f"#{contribution.number} {contribution.title}")
    add(element, "title", isolate(title, contribution.language))
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
        outdated_sentence() if shown.translation.is_outdated else "",
        shown.translation.published_title,
        shown.html,
    )


def _absolute(html: str, url: str) -> str:
    """Links to other contributions with the host, as readers of feeds need them."""
    return html.replace('href="/', f'href="{urljoin(url, "/")}')
