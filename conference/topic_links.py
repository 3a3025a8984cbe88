"""Topics of a conference with links to the archive."""

from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode

from conference.models.topic import names_of


@dataclass(frozen=True)
class TopicLink:
    """One topic; `language` is set if the name is not in the page's; `url` may be empty."""

    name: str
    language: str
    url: str


def topic_links(conference: Any) -> list[TopicLink]:
    """Returns the topics sorted by name; with links to the archive if the conference is in it.

    For other conferences there is no link, since the archive may have nothing on the topic.
    """
    is_listed = conference.in_archive and conference.state.is_closed
    archive = conference.lineage[-2].url or "" if is_listed else ""
    here = conference.locale.language_code
    return [
        TopicLink(
            name=name,
            language="" if language == here else language,
            url=f"{archive}?{urlencode({'topic': key})}" if archive else "",
        )
        for key, name, language in names_of(conference.topics.all(), conference.locale)
    ]
