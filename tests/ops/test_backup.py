"""A backup made while others write, and what comes back from it, on the database in use."""

import gzip
import hashlib
import io
import tarfile
import threading
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test.utils import override_settings

import pytest

from ops.backup import archive, postgresql, sqlite
from ops.backup.create import database
from ops.page_checksums import page_checksums
from tests.ops.databases import copy_of_the_site, execute, used

# What a writer does again and again: two rows in one transaction, so that a copy that was not
# made at one instant has more of one than of the other.
PAIR = (
    "INSERT INTO wagtailredirects_redirect (old_path, is_permanent, redirect_link, "
    "redirect_page_route_path, automatically_created) VALUES ('/pair-{}-{}', {}, '/', '', {})"
)
PAIRS = "SELECT count(*) FROM wagtailredirects_redirect WHERE old_path LIKE '/pair-{}-%'"


@dataclass(frozen=True)
class Site:
    media: Path
    archive: Path


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The seeded site with some uploads, on a database and a folder of its own, and a backup."""
    folder = tmp_path_factory.mktemp("site")
    media = folder / "media"
    for name, content in {"images/a.png": b"a" * 300_000, "documents/ñandú é.pdf": b"b"}.items():
        (media / name).parent.mkdir(parents=True, exist_ok=True)
        (media / name).write_bytes(content)
    with (
        django_db_blocker.unblock(),
        copy_of_the_site(folder) as described,
        used(described),
        override_settings(MEDIA_ROOT=str(media)),
    ):
        whole = folder / "whole.tar.gz"
        call_command("backup", whole, stdout=io.StringIO())
        yield Site(media, whole)


def state(site: Site) -> tuple[dict[str, int], dict[str, str]]:
    """Rows by table, checksums of files by name."""
    dump = site.archive.with_name("state")
    dump.unlink(missing_ok=True)
    files = (path for path in sorted(site.media.rglob("*")) if path.is_file())
    return database().dump(dump), {
        str(path.relative_to(site.media)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def restore(path: Path, *options: str) -> str:
    said = io.StringIO()
    call_command("restore", path, *options, stdout=said)
    return said.getvalue()


class Writer(threading.Thread):
    """Writes pairs of rows, and uploads files, until it is told to stop."""

    def __init__(self, media: Path) -> None:
        super().__init__()
        self.media = media
        self.own = connections["default"].copy()
        self.own.inc_thread_sharing()
        self.enough = threading.Event()
        self.warm = threading.Event()
        self.written = 0

    def run(self) -> None:
        true = "true" if self.own.vendor == "postgresql" else "1"
        while not self.enough.is_set():
            self.own.ensure_connection()
            self.own.set_autocommit(False)
            with self.own.cursor() as cursor:
                for half in ("one", "two"):
                    cursor.execute(PAIR.format(half, self.written, true, true))
            self.own.commit()
            self.own.set_autocommit(True)
            (self.media / f"upload-{self.written % 50}.txt").write_text("while it runs")
            self.written += 1
            if self.written > 5:
                self.warm.set()
        self.own.close()


@pytest.mark.slow
def test_a_backup_made_during_writes_brings_rows_files_and_pages_back(
    site: Site, tmp_path: Path
) -> None:
    pages = page_checksums()
    writer, target = Writer(site.media), tmp_path / "busy.tar.gz"
    writer.start()
    writer.warm.wait(30)
    begun = writer.written
    call_command("backup", target, stdout=io.StringIO())
    ended = writer.written
    writer.enough.set()
    writer.join(30)
    assert ended > begun
    manifest = archive.verify(target)

    execute("DELETE FROM wagtailredirects_redirect", "DELETE FROM conference_objective")
    (site.media / "images/a.png").unlink()
    (site.media / "later.txt").write_text("not in the backup")
    assert "restored" in restore(target, "--replace")

    rows, files = state(site)
    assert rows == manifest.rows | {"django_session": 0}
    assert {f"media/{name}": sha for name, sha in files.items()} == {
        name: record.sha256 for name, record in manifest.files.items() if "media/" in name
    }
    assert {"images/a.png", "documents/ñandú é.pdf"} < set(files)
    assert "later.txt" not in files
    with connection.cursor() as cursor:
        counts = []
        for half in ("one", "two"):
            cursor.execute(PAIRS.format(half))
            counts.append(cursor.fetchone()[0])
    assert counts[0] == counts[1] > 5
    assert page_checksums() == pages


def test_a_backup_says_what_is_in_it_and_only_its_owner_may_read_it(site: Site) -> None:
    manifest = archive.verify(site.archive)
    assert manifest.vendor == connection.vendor
    assert manifest.rows["wagtailcore_page"] > 40
    assert manifest.versions["wagtail"].startswith("8.0")
    assert "wagtailcore.0001_initial" in " ".join(manifest.migrations)
    assert site.archive.stat().st_mode & 0o077 == 0
    assert [path.name for path in site.archive.parent.glob(".*")] == []
    with pytest.raises(CommandError, match="exists"):
        call_command("backup", site.archive)


def test_nothing_is_restored_over_something_unless_it_is_asked_for(site: Site) -> None:
    before = state(site)
    with pytest.raises(CommandError, match="--replace"):
        restore(site.archive)
    assert state(site) == before


def damaged(site: Site, folder: Path) -> Iterator[Path]:
    """Archives that are not what they were."""
    whole = site.archive.read_bytes()
    for name, content in {
        "empty": b"",
        "text": b"no archive at all" * 100,
        "half": whole[: len(whole) // 2],
        "end": whole[:-40],
        **{f"byte-{i}": altered(whole, len(whole) * i // 7) for i in range(1, 7)},
    }.items():
        (folder / name).write_bytes(content)
        yield folder / name
    yield rewritten(site.archive, folder / "strange", add="../escaped")
    yield rewritten(site.archive, folder / "more", add="media/unknown")
    yield rewritten(site.archive, folder / "less", drop="media/images/a.png")
    yield rewritten(site.archive, folder / "headless", drop=archive.MANIFEST)


def altered(whole: bytes, at: int) -> bytes:
    """With another byte; the next one where that says nothing: tables of unused codes are so."""
    other = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
    with suppress(zlib.error, EOFError, OSError):
        if gzip.decompress(other) == gzip.decompress(whole):
            return altered(whole, at + 1)
    return other


def rewritten(source: Path, target: Path, *, add: str = "", drop: str = "") -> Path:
    with tarfile.open(source) as old, tarfile.open(target, "w:gz", compresslevel=1) as new:
        for entry in old:
            if entry.name == archive.MANIFEST and add:
                new.addfile(tarfile.TarInfo(add), io.BytesIO())
            if entry.name != drop:
                new.addfile(entry, old.extractfile(entry))
    return target


@pytest.mark.long
def test_a_damaged_archive_is_refused_before_anything_is_touched(
    site: Site, tmp_path: Path
) -> None:
    before = state(site)
    for path in damaged(site, tmp_path):
        for option in ("--verify", "--replace"):
            with pytest.raises(CommandError, match=r"archive|later release"):
                restore(path, option)
    with pytest.raises(CommandError, match="no archive"):
        restore(tmp_path / "missing", "--verify")
    assert state(site) == before
    assert "whole" in restore(site.archive, "--verify")
    assert state(site) == before


def test_a_restore_that_fails_half_way_leaves_everything_as_it_was(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process is in the middle of a change when the database's turn comes."""
    monkeypatch.setattr(sqlite, "LOCK_TIMEOUT_SECONDS", 0.2)
    monkeypatch.setattr(postgresql, "LOCK_TIMEOUT", "200ms")
    (site.media / "since.txt").write_text("uploaded since")
    before = state(site)
    other = connections["default"].copy()
    other.ensure_connection()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_site SET port = 81")
    with pytest.raises(CommandError, match="lock"):
        restore(site.archive, "--replace")
    other.rollback()
    other.close()
    assert state(site) == before
    assert str(site.media) == django_settings.MEDIA_ROOT


def test_an_archive_of_another_kind_of_database_is_refused(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with used({"ENGINE": other_engine(), "NAME": "x"}), pytest.raises(CommandError, match="uses"):
        restore(site.archive, "--verify")


def other_engine() -> str:
    other = {"sqlite": "postgresql", "postgresql": "sqlite3"}[connection.vendor]
    return f"django.db.backends.{other}"


@pytest.mark.only_on("postgresql")
def test_without_its_programs_postgresql_says_what_to_install(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="postgresql-client"):
        call_command("backup", tmp_path / "x.tar.gz")
    assert not list(tmp_path.iterdir())
