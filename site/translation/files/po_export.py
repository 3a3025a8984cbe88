"""PO files of one or of many translations."""

import io
import zipfile
from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from wagtail_localize.models import Translation

import polib

from translation.checks.translation_segments import Segment, segments_of
from translation.files.plural_forms import plural_forms
from translation.files.translator_comments import comment_on
from translation.upstream.po_entries import TRANSLATION_HEADER, Former, former_texts

SOURCE_LANGUAGE = "X-Source-Language"
# How many texts a file had when it was made; one that has fewer was cut off.
COUNT = "X-Number-Of-Texts"
# Between a translation's id and a path, where a file holds several pages.
JOINT = "/"
WIDTH = 100


def po_file(translations: QuerySet[Translation]) -> polib.POFile:
    """One file for all of them, which must be of one language; pages in order, texts as read."""
    uuids = dict(translations.values_list("pk", "uuid"))
    segments = list(segments_of(translations))
    former = list(former_texts(translations))
    return _file(uuids, segments, former)


def zip_file(translations: QuerySet[Translation]) -> bytes:
    """A file for each page and language, in a folder for each language."""
    uuids = dict(translations.values_list("pk", "uuid"))
    former = list(former_texts(translations))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for pk, found in groupby(segments_of(translations), lambda item: item.translation_id):
            segments = list(found)
            of_page = [item for item in former if item.translation == uuids[pk]]
            po = _file({pk: uuids[pk]}, segments, of_page)
            archive.writestr(_name(segments[0], pk), as_bytes(po))
    return buffer.getvalue()


def as_bytes(po: polib.POFile) -> bytes:
    return f"{po}\n".encode()


def file_name(title: str, language: str, ending: str) -> str:
    return f"{slugify(title)[:60] or 'translation'}-{language}.{ending}"


def _name(segment: Segment, pk: int) -> str:
    language = segment.text.target_language
    return f"{language}/{pk}-{file_name(segment.title, language, 'po')}"


def _file(
    uuids: dict[int, UUID], segments: list[Segment], former: Iterable[Former]
) -> polib.POFile:
    po = polib.POFile(wrapwidth=WIDTH)
    single = next(iter(uuids.values())) if len(uuids) == 1 else None
    for segment in _each_once(segments):
        po.append(_entry(segment, "" if single else f"{uuids[segment.translation_id]}{JOINT}"))
    for item in former:
        prefix = "" if single else f"{item.translation}{JOINT}"
        po.append(
            polib.POEntry(
                msgctxt=prefix + item.path, msgid=item.original, msgstr=item.text, obsolete=True
            )
        )
    po.metadata = _header(segments, single, sum(not entry.obsolete for entry in po))
    return po


def _each_once(segments: list[Segment]) -> Iterable[Segment]:
    """A sentence that stands twice in one field has one translation there."""
    return {(item.translation_id, item.path, item.text.source): item for item in segments}.values()


def _entry(segment: Segment, prefix: str) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=prefix + segment.path,
        msgid=segment.text.source,
        msgstr=segment.text.target,
        comment=comment_on(segment),
        flags=["fuzzy"] if segment.is_open else [],
    )


def _header(segments: list[Segment], single: UUID | None, count: int) -> dict[str, str]:
    text = segments[0].text if segments else None
    language = text.target_language if text else ""
    now = timezone.now().strftime("%Y-%m-%d %H:%M%z")
    header = {
        "Project-Id-Version": settings.WAGTAIL_SITE_NAME,
        "POT-Creation-Date": now,
        "PO-Revision-Date": now,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(language),
        SOURCE_LANGUAGE: text.source_language if text else "",
        COUNT: str(count),
    }
    return header | ({TRANSLATION_HEADER: str(single)} if single else {})
