"""How a contribution is shown: its URL, author, files and text."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from contributions import edit_marks
from contributions.markdown import CITED
from contributions.models import Affiliation, Attachment, Contribution
from core.dates import formatting

URL_NAME = "contributions"


def address_of(contribution: Contribution, session_url: str) -> str:
    """Below the page of its session, for example `…/session-1/contributions/930/`."""
    return urljoin(session_url, f"{URL_NAME}/{contribution.number}/")


def number_address(number: int, session_url: str, query: str = "") -> str:
    """Return the permanent URL of the contribution with this number, with a query string."""
    return with_query(urljoin(session_url, f"{URL_NAME}/{number}/"), query)


def with_query(address: str, query: str) -> str:
    """Return the URL with a query string, where there is any."""
    return f"{address}?{query}" if query else address


def writing_address(session_key: object, **arguments: object) -> str:
    """Of the form; the arguments are those of `posting.views.write`."""
    address = reverse("contributions_write", args=[session_key])
    return f"{address}?{urlencode(arguments)}" if arguments else address


def file_address(attachment: Attachment) -> str:
    """Return the download URL of an attached file."""
    return reverse("contributions_file", args=[attachment.pk, attachment.name])


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
