"""Uploads to a disk that has no room for them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import pytest

from security.uploads.disk_space import TidyFileSystemStorage
from tests.faults.database_copies import DatabaseCopies
from tests.faults.signed_in_headers import SignedInUser
from tests.servers.disk import small_disk
from tests.servers.site import Answer, Site

MEGABYTE = 1024 * 1024
DISK = 4
DOCUMENTS = "SELECT title FROM wagtaildocs_document WHERE title LIKE 'upload%'"
MESSAGE = "The server has no space left for this file"


@pytest.fixture
def disk(folder: Path) -> Iterator[Path]:
    with small_disk(folder / "disk", DISK) as path:
        if path is None:
            pytest.skip("Nobody may mount a disk here.")
        yield path


def upload(site: Site, person: SignedInUser, path: str, size: int, **fields: str) -> Answer:
    """The answer to an upload of a text file of so many bytes."""
    edge = "-----------------------------edge"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {"title": "upload", "collection": "1", **fields}.items()
    ]
    head = 'Content-Disposition: form-data; name="{}"; filename="upload.txt"'
    field = "files[]" if "multiple" in path else "file"
    parts.append(f"--{edge}\r\n{head.format(field)}\r\nContent-Type: text/plain\r\n\r\n")
    body = "".join(parts).encode() + b"x" * size + f"\r\n--{edge}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
    return site.ask("POST", path, body, person.headers | kind)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_upload_without_room_is_an_error_in_the_form_and_leaves_no_row_and_no_file(
    make_site: Callable[..., Site],
    copies: DatabaseCopies,
    database: str,
    disk: Path,
    signed_in: dict[str, SignedInUser],
) -> None:
    media, temporary = disk / "media", disk / "tmp"
    temporary.mkdir()
    # Files of more than 2.5 MB are kept in the folder for temporary files first.
    site = make_site(MEDIA_ROOT=str(media), TMPDIR=str(temporary), WEB_CONCURRENCY="1")
    site.start()
    editor = signed_in["editor"]
    for megabytes in (3.5, 5):
        answer = upload(site, editor, "/admin/documents/add/", int(megabytes * MEGABYTE))
        assert answer.status == 200
        assert MESSAGE in answer.body
    (disk / "filler").write_bytes(b"x" * int(2.5 * MEGABYTE))
    answer = upload(site, editor, "/admin/documents/multiple/add/", MEGABYTE)
    assert answer.status == 200
    assert MESSAGE in json.loads(answer.body)["error_message"]
    assert copies.query(database, DOCUMENTS) == []
    assert files(media) == files(temporary) == []

    (disk / "filler").unlink()
    answer = upload(site, editor, "/admin/documents/add/", 1000, title="upload that fits")
    assert answer.status == 302
    assert copies.query(database, DOCUMENTS) == [("upload that fits",)]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/admin/documents/add/", "file"),
        ("/admin/documents/multiple/add/", "files[]"),
        ("/admin/images/add/", "file"),
        ("/admin/import-pages/", "file"),
        ("/admin/translation-files/", "uploads"),
    ],
)
@pytest.mark.parametrize("is_missing", [False, True], ids=["full", "missing"])
def test_where_not_even_an_empty_file_can_be_made_every_upload_says_so(
    folder: Path,
    as_user: Callable[[str], Client],
    settings: Any,
    path: str,
    field: str,
    is_missing: bool,
) -> None:
    with small_disk(folder / "no-files", DISK, files=1) as disk:
        if disk is None:
            pytest.skip("Nobody may mount a disk here.")
        settings.FILE_UPLOAD_TEMP_DIR = str(disk / "nowhere" if is_missing else disk)
        large = SimpleUploadedFile("upload.po", b"x" * 3 * MEGABYTE)
        answer = as_user("admin").post(path, {"title": "upload", "collection": 1, field: large})
        assert answer.status_code < 500
        assert MESSAGE in answer.content.decode()


def test_a_translators_file_without_room_to_take_it_apart_is_refused_in_words(
    folder: Path, as_user: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(folder / "no-room", DISK, files=1) as disk:
        if disk is None:
            pytest.skip("Nobody may mount a disk here.")
        monkeypatch.setattr("tempfile.tempdir", str(disk))
        small = SimpleUploadedFile("upload.po", b'msgid ""\nmsgstr ""\n')
        answer = as_user("admin").post("/admin/translation-files/", {"uploads": small})
        assert answer.status_code == 200
        assert MESSAGE in answer.content.decode()


def test_a_file_that_fits_only_in_part_is_not_left_in_the_storage(disk: Path) -> None:
    storage = TidyFileSystemStorage(location=disk)
    with pytest.raises(OSError, match="No space left"):
        storage.save("large.txt", ContentFile(b"x" * 5 * MEGABYTE))
    assert files(disk) == []
