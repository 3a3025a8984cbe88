"""Files that are not what they seem are refused, with a form error; none makes an error of ours."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

import pytest
from PIL import Image

from security.uploads import disk_space

PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def image(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(buffer, kind)
    return buffer.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return buffer.getvalue()


def huge_png(side: int = 50_000) -> bytes:
    """A few bytes that claim 2,500 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
GOOD_DOCUMENTS = {
    "a.pdf": b"%PDF-1.7\n%\xe2\xe3\n",
    "a.docx": archive(WORD),
    "a.odt": archive({"mimetype": b"application/vnd.oasis.opendocument.text"}),
    "a.zip": archive({"folder/a.txt": b"text"}),
    "a.txt": "año, élève".encode("latin-1"),
    "a.csv": "a;b\n1;2".encode("utf-16"),
    "a.rtf": b"{\\rtf1 text}",
    f"{'n' * 400}.txt": b"long name",
}
BAD_DOCUMENTS = {
    "page.pdf": PAGE,
    "polyglot.pdf": b"%PDF-1.7\n" + PAGE,
    "page.txt": PAGE,
    "utf16.txt": PAGE.decode().encode("utf-16"),
    "svg.csv": SVG,
    "program.pdf": b"MZ\x90\x00",
    "program.txt": b"\x7fELF\x00\x00",
    "page.docx": PAGE,
    "macro.docx": archive(WORD | {"word/vbaProject.bin": b"x"}),
    "other.docx": archive({"a.txt": b""}),
    "other.odt": archive({"mimetype": b"text/html"}),
    "bomb.zip": archive({"a": b"0" * 60_000_000}),
    "outside.zip": archive({"../../etc/passwd": b"x"}),
    "broken.zip": b"PK\x03\x04broken",
    "jar.zip": PAGE + archive({"a.txt": b"x"}),
    "script.svg": SVG,
    "page.html": PAGE,
    "empty.pdf": b"",
    "no-suffix": b"text",
}
BAD_IMAGES = {
    "script.svg": SVG,
    "svg.png": SVG,
    "page.png": PAGE,
    "page.jpg": PAGE,
    "polyglot.gif": b"GIF89a" + PAGE,
    "after.png": image("PNG") + PAGE,
    "comment.jpg": image("JPEG") + b"<?php system($_GET[0]); ?>",
    "cut.jpg": image("JPEG")[:200],
    "cut.png": image("PNG")[:40],
    "huge.png": huge_png(),
    "jpeg.png": image("JPEG"),
    "tiff.png": image("TIFF"),
    "empty.png": b"",
}
REFUSALS = {
    "en": "not what the end of its name says",
    "es": "no corresponde a la terminación de su nombre",
    "fr": "ne correspond pas à la terminaison de son nom",
}


def stored() -> set[Path]:
    root = Path(settings.MEDIA_ROOT)
    return {path for path in root.rglob("*") if path.is_file()}


def upload(client: Client, kind: str, name: str, content: bytes, **headers: Any) -> Any:
    data = {"title": "Title", "file": SimpleUploadedFile(name, content)}
    if kind == "documents":
        return client.post("/admin/documents/multiple/add/", {**data, "files[]": data.pop("file")})
    return client.post(f"/admin/{kind}/add/", data, **headers)


@pytest.fixture
def editor(as_user: Callable[[str], Client]) -> Client:
    client = as_user("editor")
    client.raise_request_exception = False
    return client


def refuse_all(
    client: Client, kind: str, path: str, field: str, files: dict[str, bytes], model: Any
) -> None:
    before, rows = stored(), model.objects.count()
    accepted = []
    for name, content in files.items():
        answer = client.post(path, {"title": "T", field: SimpleUploadedFile(name, content)})
        assert answer.status_code == 200, (name, answer.status_code)
        if model.objects.count() > rows:
            accepted.append(name)
            rows = model.objects.count()
    assert accepted == []
    assert stored() == before


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/admin/documents/add/", "file"),
        ("/admin/documents/multiple/add/", "files[]"),
        ("/admin/documents/chooser/create/", "document-chooser-upload-file"),
    ],
)
def test_bad_documents_are_refused_on_every_way_in(editor: Client, path: str, field: str) -> None:
    refuse_all(editor, "documents", path, field, BAD_DOCUMENTS, get_document_model())


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/admin/images/add/", "file"),
        ("/admin/images/multiple/add/", "files[]"),
        ("/admin/images/chooser/create/", "image-chooser-upload-file"),
    ],
)
def test_bad_images_are_refused_on_every_way_in(editor: Client, path: str, field: str) -> None:
    refuse_all(editor, "images", path, field, BAD_IMAGES, get_image_model())


@pytest.mark.parametrize("language", REFUSALS)
def test_the_form_says_why_in_the_editors_language(
    editor: Client, account: Callable[[str], Any], language: str
) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(account("editor"))
    profile.preferred_language = language
    profile.save()
    file = SimpleUploadedFile("a.pdf", PAGE)
    html = editor.post("/admin/documents/add/", {"title": "T", "file": file}).content.decode()
    assert REFUSALS[language] in html


def test_good_files_are_stored_and_served_so_that_nothing_in_them_runs(editor: Client) -> None:
    model = get_document_model()
    for name, content in GOOD_DOCUMENTS.items():
        file = SimpleUploadedFile(f"../../{name}", content)
        answer = editor.post("/admin/documents/add/", {"title": "T", "file": file})
        assert answer.status_code == 302, name
        document = model.objects.latest("pk")
        assert document.file.name.startswith("documents/")
        assert ".." not in document.file.name
        assert document.file_size == len(content)
        served = editor.get(document.url)
        assert served["X-Content-Type-Options"] == "nosniff"
        assert served["Content-Security-Policy"] == "default-src 'none'"
        is_pdf = name.endswith(".pdf")
        assert served["Content-Disposition"].startswith("inline" if is_pdf else "attachment")
    for kind in ("PNG", "JPEG", "GIF", "WEBP"):
        file = SimpleUploadedFile(f"a.{kind.lower()}", image(kind))
        assert editor.post("/admin/images/add/", {"title": "T", "file": file}).status_code == 302
        assert get_image_model().objects.latest("pk").width == 8


@pytest.mark.parametrize(
    ("path", "name", "content"),
    [
        ("/admin/documents/add/", "a.pdf", GOOD_DOCUMENTS["a.pdf"]),
        ("/admin/images/add/", "a.png", image("PNG")),
    ],
)
def test_a_full_disk_is_an_error_of_the_form(
    editor: Client, monkeypatch: pytest.MonkeyPatch, path: str, name: str, content: bytes
) -> None:
    monkeypatch.setattr(disk_space, "RESERVE_BYTES", 2**62)
    before = stored()
    answer = editor.post(path, {"title": "T", "file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert "no space left" in answer.content.decode()
    assert not get_document_model().objects.filter(title="T").exists()
    assert not get_image_model().objects.filter(title="T").exists()
    assert stored() == before


def test_half_a_file_is_not_left_behind(db: None) -> None:
    """The disk fills while the file is written."""

    class Failing(SimpleUploadedFile):
        def chunks(self, chunk_size: int | None = None) -> Any:
            yield b"half"
            raise OSError(28, "No space left on device")

    before = stored()
    with pytest.raises(OSError, match="No space"):
        default_storage.save("documents/half.txt", Failing("half.txt", b"half of it"))
    assert stored() == before
