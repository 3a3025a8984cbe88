"""JSON and CSV exports of the contributions of a session or a conference.

Of what is withdrawn they have the number, the dates and the reason.
"""

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest
from django.utils.html import strip_tags

from wagtail.models import Page

from contributions.conference_registry import Conference
from contributions.models import Contribution, ContributionTranslation
from contributions.reading.conference_lookup import conference_of
from contributions.reading.entries import Entry, entries
from contributions.reading.translations import of_each
from core.routing.file_responses import File
from core.text.spreadsheet_cells import escape_formula

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
        "number": entry.number,
        "state": contribution.state,
        "url": urljoin(base, entry.url),
        "session": entry.session.number,
        "posted_at": _instant(contribution.posted_at),
        "changed_at": _instant(contribution.changed_at),
        "reason": entry.reason if entry.is_withdrawn else "",
    }
    if entry.is_withdrawn:
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
        "language": entry.language,
        "title": entry.title,
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
