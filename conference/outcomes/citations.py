"""Citations of contributions in reports: `[#930, Country]` with a link, and the list of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override, pgettext

from conference.outcomes.blocks import numbers_in
from contributions.conference_registry import Session, known
from contributions.models import Contribution
from contributions.reading.contribution_urls import address_of
from contributions.reading.display import author_lines
from core.text.bidi_isolation import direction_of
from core.text.text_joining import with_details

# `[#930]`, and `[#930, Kenya]` where an editor wrote the country.
_CITED = re.compile(r"\[#(\d{1,9})(?:,[^\[\]<>]{0,80})?\]")
_TAG_OR_TEXT = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True)
class Citation:
    """A cited contribution as templates show it."""

    number: int
    label: str
    """ "#930, Kenya", without the brackets."""
    url: str
    title: str
    language: str
    direction: str
    author: str
    posted_at: datetime | None

    @property
    def link(self) -> SafeString:
        """The citation in brackets."""
        return format_html('<a class="citation-mark" href="{}">[{}]</a>', self.url, self.label)


Citations = dict[int, Citation]


def numbers_cited(page: Any) -> list[int]:
    """The numbers in an outcome page's rows and sections, each once, in the order of reading."""
    found: list[int] = []
    for stream, texts in ((page.answers, ("asked", "said", "did")), (page.report, ("text",))):
        for child in stream:
            for name in texts:
                found += [int(number) for number in _CITED.findall(str(child.value[name].source))]
            found += numbers_in(child.value["cited"])
    return list(dict.fromkeys(found))


def citations_of(pages: Iterable[Any]) -> list[Citations]:
    """For each outcome page its citations, with one query for all contributions.

    Only what is on record, in sessions of the page's own conference that readers may see.
    """
    wanted = {page: numbers_cited(page) for page in pages}
    numbers = {number for found in wanted.values() for number in found}
    rows: dict[int, Contribution] = {}
    if numbers:
        on_record = Contribution.objects.on_record().defer("text", "html")
        rows = {row.number: row for row in on_record.filter(number__in=numbers)}
    return [
        _citations(page, [rows[n] for n in found if n in rows]) for page, found in wanted.items()
    ]


def _citations(page: Any, rows: list[Contribution]) -> Citations:
    conference = known().of_page(page, sessions=True) if rows else None
    if conference is None:
        return {}
    sessions = {session.key: session for session in conference.sessions}
    with override(page.locale.language_code):
        return {
            row.number: _citation(row, sessions[row.session_key])
            for row in rows
            if row.number is not None and row.session_key in sessions
        }


def _citation(row: Contribution, session: Session) -> Citation:
    author, title = "", ""
    if row.is_withdrawn:
        who = pgettext("contribution", "withdrawn")
    else:
        lines = author_lines(row)
        country: Any = row.author_country
        who = str(country.name) if country else next(iter(lines), "")
        author = with_details([row.author_name, *lines])
        title = row.title
    return Citation(
        number=row.number or 0,
        label=with_details([f"#{row.number}", who]),
        url=address_of(row, session.url),
        title=title,
        language=row.language,
        direction=direction_of(row.language),
        author=author,
        posted_at=row.posted_at,
    )


def linked(html: str, citations: Citations) -> SafeString:
    """Safe HTML of rich text, with `[#930]` outside of tags and links as citations."""
    parts = _TAG_OR_TEXT.split(html)
    within_link = False
    for place, part in enumerate(parts):
        if part.startswith("<"):
            within_link = part.startswith("<a ") or (within_link and part != "</a>")
        elif not within_link:
            parts[place] = _CITED.sub(lambda found: _mark(found, citations), part)
    return mark_safe("".join(parts))  # noqa: S308 - rich text of editors, and escaped citations


def _mark(found: re.Match[str], citations: Citations) -> str:
    citation = citations.get(int(found[1]))
    return str(citation.link) if citation else found[0]
