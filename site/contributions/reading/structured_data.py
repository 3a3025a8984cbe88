"""schema.org DiscussionForumPosting of a contribution, for search engines."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from contributions.conference_registry import Conference
from contributions.reading.entries import Entry
from contributions.reading.translations import Shown

# Characters that could end the script element, or start a comment in it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def posting_data(
    entry: Entry, conference: Conference, url: str, translations: Iterable[Shown] = ()
) -> SafeString:
    """JSON-LD of the original, safe inside <script>; empty for what is withdrawn."""
    if entry.is_withdrawn:
        return SafeString("")
    data = {"@context": "https://schema.org", **_posting(entry, conference, url)}
    if works := [_translation(shown) for shown in translations]:
        data["workTranslation"] = works
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 - escaped just above


def _translation(shown: Shown) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "name": shown.title,
        "inLanguage": shown.language,
        "description": shown.label,
    }


def _posting(entry: Entry, conference: Conference, url: str) -> dict[str, Any]:
    contribution = entry.contribution
    return {
        "@type": "DiscussionForumPosting",
        "headline": entry.title,
        "text": strip_tags(entry.html),
        "inLanguage": entry.language,
        "identifier": f"#{entry.number}",
        "url": url,
        "datePublished": entry.posted_at and entry.posted_at.isoformat(),
        "dateModified": contribution.changed_at and contribution.changed_at.isoformat(),
        "author": {"@type": "Person", "name": entry.author, "affiliation": entry.affiliation},
        "isPartOf": {"@type": "Event", "name": conference.title, "url": conference.url},
    }
