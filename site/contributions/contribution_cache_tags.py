"""Cache tags of pages that show contributions or participants.

A contribution is shown by the pages of its session and by the lists of its conference; no other
page is dropped when one comes in.
"""

from uuid import UUID

from contributions.models import Contribution
from core import cache_tags


def session_tag(session_key: UUID) -> str:
    """Return the cache tag of a session's contributions."""
    return f"contributions/{session_key}"


def conference_tag(conference_key: UUID) -> str:
    """Of what lists the contributions of a whole conference."""
    return f"contributions/{conference_key}"


def participants_tag(conference_key: UUID) -> str:
    """Return the cache tag of a conference's list of participants."""
    return f"participants/{conference_key}"


def translations_tag(key: UUID, language: str) -> str:
    """Of what shows translations into a language, for a session or a conference."""
    return f"contributions/{key}/{language}"


def translations_of_one_tag(session_key: UUID, number: int | None) -> str:
    """Of the page of one contribution, which shows every translation of it."""
    return f"contributions/{session_key}/{number}"


def translation_changed(contribution: Contribution, language: str) -> None:
    """Readers see another translation of it from now on; what shows the original alone stays."""
    keys = contribution.session_key, contribution.conference_key
    tags = [translations_tag(key, language) for key in keys]
    tags.append(translations_of_one_tag(contribution.session_key, contribution.number))
    cache_tags.drop(tags)


def changed(contribution: Contribution) -> None:
    """What readers see of the contribution is another from now on."""
    cache_tags.drop(
        [session_tag(contribution.session_key), conference_tag(contribution.conference_key)]
    )


def participants_changed(conference_key: UUID) -> None:
    """Drop the cached pages that list the participants of a conference."""
    cache_tags.drop([participants_tag(conference_key)])
