"""Carries a dry run from its screen to its confirmation, signed, in a field of the form.

Nothing is kept on the server meanwhile: any server can answer, and nobody has to clear up.
"""

import hashlib
from typing import Any
from uuid import UUID

from django.core import signing

from translation.files.entries import Entry, ReadFile
from translation.files.import_plan import Plan

LIFETIME_SECONDS = 24 * 3600
# Below DATA_UPLOAD_MAX_MEMORY_SIZE, which would refuse the form without a word of explanation.
MAX_CHARACTERS = 2_000_000


class TooMuchToCarryError(Exception):
    """More is to be changed than fits into a form."""


class LostError(Exception):
    """The field is not what this user was given, or too old."""


def pack(plan: Plan, user: Any) -> str:
    """What is to be written, and what it was compared with. Raises TooMuchToCarryError."""
    by_language: dict[str, list[list[Any]]] = {}
    for change in plan.to_write:
        entry = change.entry
        language = plan.translation_of(change).target_locale.language_code
        row = [str(entry.translation), entry.path, entry.original, entry.text, entry.is_fuzzy]
        by_language.setdefault(language, []).append(row)
    packed = signing.dumps([digest(plan), by_language], salt=_salt(user), compress=True)
    if len(packed) > MAX_CHARACTERS:
        raise TooMuchToCarryError
    return packed


def unpack(packed: str, user: Any) -> tuple[str, list[ReadFile]]:
    """The digest of what was shown, and its texts as files again. Raises LostError."""
    try:
        shown, by_language = signing.loads(packed, salt=_salt(user), max_age=LIFETIME_SECONDS)
    except signing.BadSignature as err:
        raise LostError from err
    files = [
        ReadFile("", language, tuple(Entry(UUID(row[0]), *row[1:]) for row in rows))
        for language, rows in by_language.items()
    ]
    return shown, files


def digest(plan: Plan) -> str:
    """Names what would be written over what."""
    lines = sorted(
        repr((str(item.entry.translation), item.entry.path, item.entry.original, item.entry.text))
        + item.kind.value
        + item.before
        for item in plan.to_write
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _salt(user: Any) -> str:
    return f"translation.exchange.{user.pk}"
