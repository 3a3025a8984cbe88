"""The translation memory in the admin."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import pytest

from translation.memory import tmx
from translation.memory.store import NewPair, keep
from translation.models import MemoryPair, MemorySource

pytestmark = pytest.mark.django_db
SCREEN = "/admin/translation-memory/"


@pytest.fixture(autouse=True)
def _one_pair() -> None:
    MemorySource.objects.all().delete()
    keep(
        [NewPair("en", "fr", "A <b>rule</b>", "Une <b>règle</b>", datetime(2026, 3, 4, tzinfo=UTC))]
    )


def test_words_are_looked_up_in_both_directions(as_user: Callable[[str], Client]) -> None:
    client = as_user("translator-fr")
    for asked in ({"words": "rule"}, {"words": "regle", "in_target": "on"}):
        answer = client.get(SCREEN, {"language": "fr", **asked})
        assert "Une règle" in answer.content.decode()
        assert "Import TMX" not in answer.content.decode()
    answer = client.get(SCREEN, {"language": "fr", "words": "regle"})
    assert "Une règle" not in answer.content.decode()


def test_a_file_goes_out_comes_in_and_is_taken_out_again(admin_client: Client) -> None:
    content = b"".join(admin_client.get(f"{SCREEN}fr.tmx").streaming_content)
    written = b"".join(tmx.write("en", tmx.pairs_for("en", "fr")))
    assert without_time(content) == without_time(written)
    MemorySource.objects.all().delete()
    file = SimpleUploadedFile("memory.tmx", content)
    assert admin_client.post(f"{SCREEN}import/", {"file": file}).status_code == 302
    assert MemoryPair.objects.get().target_html == "Une <b>règle</b>"
    assert "memory.tmx" in admin_client.get(SCREEN).content.decode()
    admin_client.post(f"{SCREEN}remove-file/", {"file_name": "memory.tmx"})
    assert not MemorySource.objects.exists()


def without_time(file: bytes) -> bytes:
    """Without the second in which the file was made."""
    return re.sub(rb' creationdate="\w+"', b"", file)


def test_a_damaged_file_is_refused_and_nothing_is_kept(admin_client: Client) -> None:
    content = b"".join(admin_client.get(f"{SCREEN}fr.tmx").streaming_content)
    file = SimpleUploadedFile("memory.tmx", content[:-20])
    answer = admin_client.post(f"{SCREEN}import/", {"file": file})
    assert answer.status_code == 400
    assert MemoryPair.objects.count() == 1
