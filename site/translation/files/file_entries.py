"""The entries of parsed translation files, whatever the format, and the segments they belong to."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from uuid import UUID

from translation.checks.translation_segments import Segment
from translation.files.export_data import unit_id


def uuid_in(text: str) -> UUID | None:
    """Returns the UUID that the text is, or None."""
    try:
        return UUID(text.strip())
    except ValueError:
        return None


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


class AmbiguousError(Exception):
    """The text occurs in several places and the entry does not say which."""


class SegmentLookup:
    """Index of `segments` for looking up entries; `uuids` are those of their translations."""

    def __init__(self, segments: Iterable[Segment], uuids: dict[int, UUID]) -> None:
        self._by_key: dict[Hashable, list[Segment]] = defaultdict(list)
        for segment in segments:
            for key in _keys(segment, uuids[segment.translation_id]):
                self._by_key[key].append(segment)

    def find(self, entry: Entry) -> Segment | None:
        """Returns the segment, or None if it no longer exists. Raises AmbiguousError."""
        for key in _asked(entry):
            found = self._by_key.get(key)
            # Repeated strings of one field share one translation.
            if found and len({(each.translation_id, each.path) for each in found}) > 1:
                raise AmbiguousError
            if found:
                return found[0]
        return None


def _keys(segment: Segment, uuid: UUID) -> list[Hashable]:
    path, source = segment.path, segment.text.source
    return [
        ("unit", uuid, unit_id(segment)),
        ("place", uuid, path, source),
        ("text", uuid, source),
        ("place", None, path, source),
        ("text", None, source),
    ]


def _asked(entry: Entry) -> Iterable[Hashable]:
    """Yields lookup keys, the most specific first; a stated but missing place never matches."""
    if entry.unit and entry.translation:
        yield "unit", entry.translation, entry.unit
    if entry.path:
        yield "place", entry.translation, entry.path, entry.original
    if not entry.path or entry.translation is None:
        yield "text", entry.translation, entry.original
