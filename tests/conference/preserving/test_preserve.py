"""A closed conference as one static folder: whole, linked, public only, the same each time."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from wagtail.models import PageViewRestriction

import pytest
from lxml import html

from contributions.conference_registry import Conference
from contributions.models import Attachment, Participant, State
from tests.conftest import seeded_page
from tests.contributions.conftest import DEMO, posted

Close = Callable[..., None]


def preserved(folder: Path, **options: bool) -> Path:
    call_command("preserve", "demo", str(folder), without_pdf=True, verbosity=0, **options)
    return folder


def files(folder: Path) -> dict[str, str]:
    """Path → checksum."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def closed(conference: Conference, ada: Participant, close: Close) -> Conference:
    """With a contribution that has a file, and one in each state that is not shown."""
    one = posted(conference, ada, text="sparrow", title="Sparrow", has_attachments=True)
    attachment = Attachment(contribution=one, name="birds.txt", size=5, sha256="0")
    attachment.file.save("birds.txt", ContentFile(b"birds"))
    for state in (State.WAITING, State.RETURNED, State.WITHDRAWN):
        posted(conference, ada, text="zebrafinch", title="zebrafinch", state=state)
    close(days=-2)
    return conference


@pytest.mark.slow
def test_the_folder_is_whole_linked_and_the_same_each_time(
    closed: Conference, tmp_path: Path
) -> None:
    folder = preserved(tmp_path / "one")
    found = files(folder)
    for language in ("en", "es", "fr"):
        section = f"{language}/{DEMO}"
        for name in (
            "index.html",
            "print/index.html",
            "print/all/index.html",
            "print/all/index-include-contributions.html",
            "print/all/index-include-contributions-translated.html",
            "session-1/contributions/index-translations-1.html",
            "session-1/index.html",
            "session-1/contributions.xml",
            "contributions/index.html",
            "contributions.json",
            "contributions.csv",
            "participants/index.html",
            "statistics/index.html",
        ):
            assert f"{section}/{name}" in found, name
    assert any(name.endswith("/birds.txt") for name in found)
    _check_links(folder)
    _check_what_is_not_shown(folder)
    _check_sums(folder)
    for cache in caches.all():
        cache.clear()
    assert files(preserved(tmp_path / "two")) == found


def _check_links(folder: Path) -> None:
    """Each relative link leads to a file, with its anchor; none needs a server."""
    documents = {
        path: html.document_fromstring(path.read_bytes()) for path in folder.rglob("*.html")
    }
    ids = {path.resolve(): set(tree.xpath("//@id")) for path, tree in documents.items()}
    for path, tree in documents.items():
        assert tree.xpath("//form | //script") == []
        for link in tree.xpath("//a/@href | //img/@src | //link[not(@rel='canonical')]/@href"):
            parts = urlsplit(link)
            assert not link.startswith("/"), (path, link)
            if parts.scheme:
                continue
            target = path if not parts.path else path.parent / unquote(parts.path)
            assert target.is_file(), (path, link)
            fragment = urldefrag(link).fragment
            if fragment and target.suffix == ".html":
                assert fragment in ids[target.resolve()], (path, link)


def _check_what_is_not_shown(folder: Path) -> None:
    shown = [
        path for path in folder.rglob("*") if path.is_file() and b"zebrafinch" in path.read_bytes()
    ]
    assert shown == []


def _check_sums(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines)
    found = files(folder)
    found.pop("SHA256SUMS")
    assert sums == found


@pytest.mark.slow
def test_a_private_session_is_in_no_copy(closed: Conference, tmp_path: Path) -> None:
    page = seeded_page(f"{DEMO}/session-1")
    for each in page.get_translations(inclusive=True):
        PageViewRestriction.objects.create(page=each, restriction_type="login")
    folder = preserved(tmp_path / "one")
    assert not list(folder.rglob("session-1"))
    assert not [p for p in folder.rglob("*.html") if b"sparrow" in p.read_bytes()]


def test_an_open_conference_is_refused(conference: Conference, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="closed"):
        preserved(tmp_path / "one")


def test_a_folder_with_files_is_refused(closed: Conference, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="empty"):
        preserved(tmp_path)


def test_an_unknown_conference_is_refused(closed: Conference, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="0 conferences"):
        call_command("preserve", "nothing", str(tmp_path))
