"""PO files of a translation, and their way back into the site."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

import polib

from translation.files import po_export
from translation.files.import_plan import Kind

FILES = "/admin/translation-files/"
Change = Callable[[polib.POFile], None]


def translation_of(page: Page, language: str = "fr") -> Translation:
    return Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code=language
    )


def exported(translation: Translation, change: Change = lambda po: None) -> bytes:
    po = po_export.po_file(Translation.objects.filter(pk=translation.pk))
    change(po)
    return po_export.as_bytes(po)


def title(text: str, *, fuzzy: bool = False) -> Change:
    def change(po: polib.POFile) -> None:
        (entry,) = [entry for entry in po if entry.msgctxt == "title"]
        entry.msgstr = text
        entry.flags = ["fuzzy"] if fuzzy else []

    return change


def stored_title(translation: Translation) -> str:
    return StringTranslation.objects.get(
        context__object_id=translation.source.object_id,
        context__path="title",
        locale=translation.target_locale,
    ).data


def upload(client: Client, *contents: bytes, name: str = "x.po") -> Any:
    files = [SimpleUploadedFile(name, content) for content in contents]
    return client.post(FILES, {"uploads": files})


def kinds(response: Any) -> set[Kind]:
    return {change.kind for change in response.context["plan"].changes} - {Kind.UNCHANGED}


def in_an_archive(content: bytes, name: str = "fr/x.po") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.writestr("__MACOSX/._x.po", b"\x00")
        archive.writestr("readme.txt", "hello")
    return buffer.getvalue()
