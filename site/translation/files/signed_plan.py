"""Passes a dry run to its confirmation as a signed form field.

Nothing is stored on the server, so any server can handle the confirmation and no clean-up is
needed.
"""

import hashlib
from typing import Any
from uuid import UUID

from django.core import signing

from translation.files.file_entries import Entry, ReadFile
from translation.files.import_plan import Plan

LIFETIME_SECONDS = 24 * 3600
# Below DATA_UPLOAD_MAX_MEMORY_SIZE, above which Django rejects the form with a bare error 400.
MAX_CHARACTERS = 2_000_000


class PlanTooLargeError(Exception):
    """The changes do not fit into a form field."""


class LostError(Exception):
    """The field is invalid, belongs to another user or has expired."""


def pack(plan: Plan, user: Any) -> str:
    """Returns the signed changes and the texts they replace. Raises PlanTooLargeError."""
    by_language: dict[str, list[list[Any]]] = {}
    for change in plan.to_write:
        entry = change.entry
        language = plan.translation_of(change).target_locale.language_code
        row = [str(entry.translation), entry.path, entry.original, entry.text, entry.is_fuzzy]
        by_language.setdefault(language, []).append(row)
    packed = signing.dumps([digest(plan), by_language], salt=_salt(user), compress=True)
    if len(packed) > MAX_CHARACTERS:
        raise PlanTooLargeError
    return packed


def unpack(packed: str, user: Any) -> tuple[str, list[ReadFile]]:
    """Returns the plan's digest and its texts as parsed files. Raises LostError."""
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
    """Returns a hash of the texts to write and the texts they replace."""
    lines = sorted(
        repr((str(item.entry.translation), item.entry.path, item.entry.original, item.entry.text))
        + item.kind.value
        + item.before
        for item in plan.to_write
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _salt(user: Any) -> str:
    return f"translation.files.{user.pk}"
