"""Writes PO files for one or more translations."""

import io
import zipfile
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from wagtail_localize.models import Translation

import polib

from translation.checks.plain_text import base_language
from translation.files.export_data import Document, Unit, comment_on, documents_of
from translation.upstream.write_localize_tables import TRANSLATION_HEADER, Former, former_texts

RULES = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 && n%100<=99 ? 4 : 5;",
    "fr": "nplurals=2; plural=(n > 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4"
    " && (n%100<12 || n%100>14) ? 1 : 2);",
    "zh": "nplurals=1; plural=0;",
}
USUAL = "nplurals=2; plural=(n != 1);"


def plural_forms(language: str) -> str:
    """Returns the Plural-Forms value for a language code."""
    return RULES.get(base_language(language), USUAL)


SOURCE_LANGUAGE = "X-Source-Language"
# Header with the number of texts, so that the import can report how many are missing.
COUNT = "X-Number-Of-Texts"
# Separates the translation's id from the path in files with several pages.
JOINT = "/"
WIDTH = 100


def po_file(translations: QuerySet[Translation]) -> polib.POFile:
    """Returns one file for translations into the same language, in tree and reading order."""
    return _file(documents_of(translations), list(former_texts(translations)))


def zip_file(translations: QuerySet[Translation]) -> bytes:
    """Returns a ZIP archive with a file for each page, in one folder per language."""
    former = list(former_texts(translations))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents_of(translations):
            of_page = [item for item in former if item.translation == document.uuid]
            name = file_name(document.title, document.target_language, "po")
            name = f"{document.target_language}/{document.pk}-{name}"
            archive.writestr(name, as_bytes(_file([document], of_page)))
    return buffer.getvalue()


def as_bytes(po: polib.POFile) -> bytes:
    """Returns the file's content in UTF-8."""
    return f"{po}\n".encode()


def file_name(title: str, language: str, ending: str) -> str:
    """Returns a file name from a title, a language code and an extension."""
    return f"{slugify(title)[:60] or 'translation'}-{language}.{ending}"


def _file(documents: list[Document], former: Iterable[Former]) -> polib.POFile:
    po = polib.POFile(wrapwidth=WIDTH)
    single = documents[0].uuid if len(documents) == 1 else None
    for document in documents:
        prefix = "" if single else f"{document.uuid}{JOINT}"
        for unit in document.units:
            po.append(_entry(unit, prefix, document.trail))
    for item in former:
        prefix = "" if single else f"{item.translation}{JOINT}"
        po.append(
            polib.POEntry(
                msgctxt=prefix + item.path, msgid=item.original, msgstr=item.text, obsolete=True
            )
        )
    po.metadata = _header(documents, single, sum(not entry.obsolete for entry in po))
    return po


def _entry(unit: Unit, prefix: str, trail: str) -> polib.POEntry:
    segment = unit.segment
    context = prefix + segment.path
    return polib.POEntry(
        msgctxt=context,
        msgid=segment.text.source,
        msgstr=segment.text.target,
        previous_msgctxt=context if unit.old_source else None,
        previous_msgid=unit.old_source or None,
        comment=comment_on(segment, trail),
        flags=["fuzzy"] if segment.is_open else [],
    )


def _header(documents: list[Document], single: UUID | None, count: int) -> dict[str, str]:
    language = documents[0].target_language if documents else ""
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
        SOURCE_LANGUAGE: documents[0].source_language if documents else "",
        COUNT: str(count),
    }
    return header | ({TRANSLATION_HEADER: str(single)} if single else {})
