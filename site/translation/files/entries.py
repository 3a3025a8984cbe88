"""Value objects for parsed translation files, whatever the format."""

from dataclasses import dataclass
from uuid import UUID


class RefusedFileError(Exception):
    """The file cannot be imported; the message is displayed to the user."""


@dataclass(frozen=True)
class Entry:
    """One translated text of a file."""

    translation: UUID | None
    """None where the file does not say which page it is of."""
    path: str
    original: str
    text: str
    is_fuzzy: bool = False
    unit: str = ""
    """The id of an XLIFF unit: `documents.unit_id`."""
    is_untouched: bool = False
    """Whether the file says that nobody has worked on it: only another text says otherwise."""


@dataclass(frozen=True)
class ReadFile:
    """A parsed file: its name, language and entries."""

    name: str
    language: str
    """As the file says, with a hyphen: "fr", "zh-hans"."""
    entries: tuple[Entry, ...]
    missing: int = 0
    """How many texts fewer it has than when it was exported."""
