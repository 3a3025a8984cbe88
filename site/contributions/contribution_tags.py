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


def changed(contribution: Contribution) -> None:
    """What readers see of the contribution is another from now on."""
    cache_tags.drop(
        [session_tag(contribution.session_key), conference_tag(contribution.conference_key)]
    )


def participants_changed(conference_key: UUID) -> None:
    """Drop the cached pages that list the participants of a conference."""
    cache_tags.drop([participants_tag(conference_key)])
