"""Parses PO files into entries, and dispatches XLIFF files to their parser."""

import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

import polib

from security.uploads.disk_space import NO_ROOM, is_full
from translation.files import xliff_import
from translation.files.file_entries import Entry, ReadFile, RefusedFileError, uuid_in
from translation.files.po_export import COUNT, JOINT
from translation.upstream.write_localize_tables import TRANSLATION_HEADER


def read(name: str, content: bytes) -> ReadFile:
    """Parses a PO or XLIFF file, detected by its first bytes. Raises RefusedFileError."""
    if xliff_import.is_xml(content):
        return xliff_import.read(name, content)
    po = _parsed(_decoded(content))
    language = po.metadata.get("Language", "").strip().replace("_", "-").lower()
    if not language:
        raise RefusedFileError(_("The file does not say its language (header “Language”)."))
    live = [entry for entry in po if not entry.obsolete]
    if not live:
        raise RefusedFileError(_("There are no texts in the file."))
    entries = tuple(_entries(live, po.metadata.get(TRANSLATION_HEADER, "")))
    return ReadFile(name, language, entries, _missing(po, len(live)))


def _decoded(content: bytes) -> str:
    """Decodes UTF-8 whatever the header says; other encodings are refused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        raise RefusedFileError(
            _("The file is not in UTF-8. Save it in this encoding and upload it again.")
        ) from err
    if "\x00" in text or not re.search(r"^msgid\s", text, re.MULTILINE):
        raise RefusedFileError(_("This is not a PO file."))
    if not _is_whole(text):
        raise RefusedFileError(_("The file is damaged or cut off."))
    return text


def _is_whole(text: str) -> bool:
    """Whether the file ends with a translation; truncated files usually do not."""
    for line in reversed(text.split("\n")):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if not bare.endswith('"'):
            return False
        if not bare.startswith('"'):
            return bare.startswith("msgstr")
    return False


def _parsed(text: str) -> polib.POFile:
    """Parses through a temporary file: polib would open a string that is an existing path."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "upload.po"
            path.write_text(text, encoding="utf-8", newline="")
            return _read_from(path)
    except OSError as error:
        if not is_full(error):
            raise
        raise RefusedFileError(str(NO_ROOM)) from error


def _read_from(path: Path) -> polib.POFile:
    try:
        return polib.pofile(str(path), encoding="utf-8", wrapwidth=100)
    except (
        Exception
    ) as err:  # polib has no exception class: it raises whatever its parser runs into
        raise RefusedFileError(_broken(str(err))) from err


def _broken(message: str) -> str:
    line = re.search(r"line (\d+)", message) or re.search(r":(\d+)", message)
    if line is None:
        return _("The file is damaged or cut off.")
    return _("The file is damaged or cut off, at line %(line)s.") % {"line": line[1]}


def _missing(po: polib.POFile, count: int) -> int:
    """Returns how many texts are missing, for example after `msgattrib --only-fuzzy`."""
    announced = po.metadata.get(COUNT, "")
    if announced.isascii() and announced.isdigit():
        return max(0, int(announced[:9]) - count)
    return 0


def _entries(live: Iterable[polib.POEntry], header: str) -> Iterator[Entry]:
    whole = uuid_in(header)
    for entry in live:
        context = entry.msgctxt or ""
        first, _joint, rest = context.partition(JOINT)
        own = uuid_in(first) if rest else None
        translation, path = (own, rest) if own else (whole, context)
        yield Entry(translation, path, entry.msgid, entry.msgstr, entry.fuzzy)
