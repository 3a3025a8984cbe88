"""How a contribution is displayed: its author, files, text and the marks of its changes."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from contributions import edit_marks
from contributions.markdown import CITED
from contributions.models import Affiliation, Contribution
from contributions.reading.contribution_urls import file_address, number_address
from core.dates import formatting


def author_lines(contribution: Contribution) -> list[str]:
    """Country, organization and affiliation."""
    found: Any = contribution.author_country
    country = str(found.name) if found else ""
    affiliation = contribution.author_affiliation
    label = str(Affiliation(affiliation).label) if affiliation else ""
    return [part for part in (contribution.author_organization, country, label) if part]


@dataclass(frozen=True)
class FileLine:
    """An attached file; `size` is in bytes."""

    url: str
    name: str
    size: int


def files_of(contribution: Contribution, *, anyway: bool = False) -> list[FileLine]:
    """Those of a published contribution; `anyway` of any, for its author and moderators."""
    if not contribution.has_attachments or not (anyway or contribution.is_published):
        return []
    return [
        FileLine(file_address(file), file.name, file.size)
        for file in contribution.attachments.all()
    ]


# `#930` outside of tags and links.
_TAG_OR_TEXT = re.compile(r"(<[^>]*>)")


def displayed_html(html: str, session_url: str, query: str = "") -> SafeString:
    """The cleaned HTML with `#930` as links, and words where a passage was taken out.

    `query` is a query string that the links keep.
    """
    parts = _TAG_OR_TEXT.split(html)
    within_link = False
    for place, part in enumerate(parts):
        if part.startswith("<"):
            within_link = part.startswith("<a ") or (within_link and part != "</a>")
        elif session_url and not within_link:
            parts[place] = CITED.sub(lambda found: _citation(found, session_url, query), part)
    text = "".join(parts)
    if edit_marks.GAP in text:
        gap = format_html('<em class="gap">[{}]</em>', gettext("passage removed by the moderators"))
        text = text.replace(edit_marks.GAP, gap)
    return mark_safe(text)  # noqa: S308 - cleaned by nh3 when it was saved


def _citation(found: re.Match[str], session_url: str, query: str) -> str:
    """By way of the conference, which knows in which session the number is."""
    address = number_address(int(found[1]), urljoin(session_url, ".."), query)
    return f'<a href="{address}">#{found[1]}</a>'


def mark_line(mark: dict[str, Any]) -> SafeString:
    """Return the sentence about an edit or redaction, with its instant and reason."""
    sentences = {
        edit_marks.EDIT: gettext("Edited by the author on %(instant)s."),
        edit_marks.MODERATED: gettext("Edited by the moderators on %(instant)s."),
        edit_marks.REDACTION: gettext("A passage was removed by the moderators on %(instant)s."),
    }
    instant = formatting.time_element(edit_marks.instant_of(mark))
    line = formatting.in_sentence(sentences[mark["kind"]], instant=instant)
    if not mark["reason"]:
        return line
    reason = pgettext("after a sentence about a change", "Reason: %(reason)s")
    return format_html("{} {}", line, reason % {"reason": mark["reason"]})
