"""Value objects for parsed translation files, whatever the format."""

from dataclasses import dataclass
from uuid import UUID


class RefusedFileError(Exception):
    """The file cannot be imported; the message is displayed to the user."""


@dataclass(frozen=True)
class Entry:
    """One translated text of a file."""

    translation: UUID | None
    """None if the file does not name the page's translation."""
    path: str
    original: str
    text: str
    is_fuzzy: bool = False
    unit: str = ""
    """The id of an XLIFF unit: `documents.unit_id`."""
    is_untouched: bool = False
    """Whether the file's state says it was not edited, which only a different text disproves."""


@dataclass(frozen=True)
class ReadFile:
    """A parsed file: its name, language and entries."""

    name: str
    language: str
    """The language stated in the file, with a hyphen: "fr", "zh-hans"."""
    entries: tuple[Entry, ...]
    missing: int = 0
    """The number of texts missing from the original export."""
