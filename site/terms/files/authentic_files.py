"""Imports authentic texts from CSV and TMX files, each in one transaction."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from core.safe_xml import RefusedXMLError, local_name, parse
from core.text.control_character_removal import printable
from core.text.text_joining import labelled
from terms.files.csv_format import check_columns
from terms.files.imported_rows import RefusedFileError
from terms.models import AuthenticText, AuthenticWording
from terms.term_languages import primary

COLUMNS = ("key", "instrument", "provision", "language", "text", "source")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MAX_BYTES = 8_000_000


@dataclass(frozen=True)
class Row:
    """One wording of an authentic text in a file; an empty `status` means authentic."""

    key: str
    instrument: str
    provision: str
    language: str
    text: str
    source: str
    status: str = ""


def read(data: bytes) -> list[Row]:
    """Returns the rows of a CSV or TMX file; the format is recognised by its first bytes.

    Raises RefusedFileError where the file is too large, empty or invalid.
    """
    if len(data) > MAX_BYTES:
        message = gettext("The file is larger than %(limit)s MB.")
        raise RefusedFileError(message % {"limit": MAX_BYTES // 1_000_000})
    is_xml = data[:4].lstrip(b"\xef\xbb\xbf\xff\xfe").startswith(b"<")
    rows = _read_tmx(data) if is_xml else _csv(data)
    if not rows:
        raise RefusedFileError(gettext("There are no texts in the file."))
    return rows


def _csv(data: bytes) -> list[Row]:
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        check_columns(reader.fieldnames, COLUMNS)
        return [
            Row(status=record.get("status") or "", **{n: _plain(record[n]) for n in COLUMNS})
            for record in reader
        ]
    except (csv.Error, UnicodeDecodeError) as error:
        message = gettext("The file is not a CSV table in UTF-8: %(reason)s")
        raise RefusedFileError(message % {"reason": error}) from error


def _plain(cell: str | None) -> str:
    return printable(cell or "").strip()


def _read_tmx(data: bytes) -> list[Row]:
    """Reads each `tu` as a text with `tuid` as key; other columns are props ("x-instrument")."""
    try:
        root = parse(data)
    except RefusedXMLError as error:
        raise RefusedFileError(str(error)) from error
    if local_name(root) != "tmx":
        message = gettext("This is not a TMX file: it begins with <%(name)s>, not with <tmx>.")
        raise RefusedFileError(message % {"name": local_name(root)})
    return [row for unit in root.iter("{*}tu") for row in _variants(unit)]


def _variants(unit: Any) -> Iterable[Row]:
    said = {each.get("type"): each.text or "" for each in unit.iterchildren("{*}prop")}
    for variant in unit.iterchildren("{*}tuv"):
        segment = variant.find("{*}seg")
        yield Row(
            key=_plain(unit.get("tuid")),
            instrument=_plain(said.get("x-instrument")),
            provision=_plain(said.get("x-provision")),
            language=variant.get(XML_LANG) or variant.get("lang") or "",
            text=_plain("" if segment is None else "".join(segment.itertext())),
            source=_plain(said.get("x-source")),
            status=_plain(said.get("x-status")),
        )


@dataclass(frozen=True)
class Change:
    """One wording of a file, and the text that it replaces; empty where it is new."""

    row: Row
    before: str = ""


@dataclass
class Plan:
    """What an import writes. Wordings that the file does not name stay."""

    rows: list[Row]
    texts: list[AuthenticText]
    added: list[Change]
    changed: list[Change]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Returns whether applying the plan would change nothing."""
        return not (self.added or self.changed)


def plan_for(rows: list[Row]) -> Plan:
    """Compares a file's rows with the database, with two queries whatever their number.

    Raises RefusedFileError where one of them is invalid.
    """
    by_key: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    there = {text.key: text for text in AuthenticText.objects.filter(key__in=by_key)}
    plan = Plan(rows, [], [], [], 0)
    for key, members in by_key.items():
        _compare(plan, there.get(key) or AuthenticText(key=key), members)
    return plan


def _compare(plan: Plan, text: AuthenticText, rows: list[Row]) -> None:
    """Puts the rows into the text, which is not saved, and notes what they change."""
    named = (text.instrument, text.provision) != (rows[0].instrument, rows[0].provision)
    text.instrument, text.provision = rows[0].instrument, rows[0].provision
    wordings = {wording.language: wording for wording in text.wordings.all()} if text.pk else {}
    for row in rows:
        language = primary(row.language)
        wording = wordings.setdefault(language, AuthenticWording(language=language))
        before = _fields(wording)
        wording.text, wording.source = row.text, row.source
        wording.status = row.status or AuthenticText.Status.AUTHENTIC
        if not before[0]:
            plan.added.append(Change(row))
        elif named or before != _fields(wording):
            plan.changed.append(Change(row, before[0]))
        else:
            plan.unchanged += 1
    _check(text, wordings.values())
    text.wordings = list(wordings.values())
    plan.texts.append(text)


def _fields(wording: AuthenticWording) -> tuple[str, str, str]:
    return wording.text, wording.source, str(wording.status)


def _check(text: AuthenticText, wordings: Iterable[AuthenticWording]) -> None:
    try:
        text.full_clean(validate_unique=False)
        for wording in wordings:
            wording.clean_fields(exclude=["authentic_text"])
    except ValidationError as error:
        message = str(labelled(text.key or "?", " ".join(error.messages)))
        raise RefusedFileError(message) from error


@transaction.atomic
def apply(plan: Plan) -> int:
    """Writes all texts of the plan. Returns the number of new and changed wordings."""
    if not plan.is_empty:
        for text in plan.texts:
            text.save()
    return len(plan.added) + len(plan.changed)
