"""The text of contributions as readers see it: citations as links, gaps, marks of edits."""

import re
from typing import Any
from urllib.parse import urljoin

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from contributions import edit_marks
from contributions.markdown import CITED
from contributions.reading.contribution_urls import number_address
from core.dates import time_elements

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
    instant = time_elements.time_element(edit_marks.instant_of(mark))
    line = time_elements.in_sentence(sentences[mark["kind"]], instant=instant)
    if not mark["reason"]:
        return line
    reason = pgettext("after a sentence about a change", "Reason: %(reason)s")
    return format_html("{} {}", line, reason % {"reason": mark["reason"]})
