"""Permission to import pages."""

from typing import Any

from conference.conference_parents import allowed_parents


def may_import(user: Any) -> bool:
    """Returns whether the user may add and publish pages below a portal or an archive."""
    return bool(user.is_active and (user.is_superuser or allowed_parents(user)))
