"""OmegaT glossary format: term, translation and note, separated by tabs."""

from collections.abc import Iterator

from django.utils.translation import gettext

from core.text.control_character_removal import one_line
from terms.files.imported_rows import RefusedFileError, Row

COLUMNS = 3


def is_glossary(text: str) -> bool:
    """Returns whether lines are tab-separated and the first one is not a CSV header."""
    lines = list(_lines(text))
    return bool(lines) and "\t" in lines[0][1] and not _names_columns(lines[0][1])


def _names_columns(line: str) -> bool:
    return {"concept", "term"} <= {cell.strip(' "') for cell in line.split("\t")}


def read(text: str, source_language: str, target_language: str) -> list[Row]:
    """Returns two rows for each line. Raises RefusedFileError for a line without translation."""
    return [
        row
        for number, line in _lines(text)
        for row in _rows(number, line, source_language, target_language)
    ]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Without comments and blank lines."""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.rstrip("\r")


def _rows(number: int, line: str, source: str, target: str) -> Iterator[Row]:
    place = gettext("row %(number)s") % {"number": number}
    cells = [one_line(cell) for cell in line.split("\t")]
    if len(cells) < COLUMNS - 1 or not (cells[0] and cells[1]):
        message = gettext("%(place)s has no term with a translation, separated by a tab.")
        raise RefusedFileError(message % {"place": place})
    note = cells[2] if len(cells) >= COLUMNS and cells[2] else None
    for language, text, said in ((source, cells[0], None), (target, cells[1], note)):
        yield Row(
            key=cells[0], language=language, text=text, note=said, place=place, is_key_foreign=True
        )
