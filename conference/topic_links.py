"""The topics of a conference, as its page and its print view name them."""

from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode

from conference.models.topic import names_of


@dataclass(frozen=True)
class TopicLink:
    """`language` is set where the name is not in the page's own; `url` may be empty."""

    name: str
    language: str
    url: str


def topic_links(conference: Any) -> list[TopicLink]:
    """In the order of their names. They lead to the archive from a conference that is in it.

    From another, the archive might have nothing on the topic, and would say that it knows none.
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
