"""Files that are damaged, foreign or too large: refused with a reason, and never a failure."""

from typing import Any

from django.test import Client

from wagtail_localize.models import Translation

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.translation.files.upload_helpers import (
    FILES,
    exported,
    in_an_archive,
    kinds,
    stored_title,
    title,
    upload,
)
from translation.files import upload_reader
from translation.files.import_plan import Kind


def hostile(good: bytes) -> dict[str, bytes]:
    """What a file can be that is not the one that was exported, and a word of the answer."""
    text = good.decode()
    return {
        "empty": b"",
        "no PO file": b"GIF89a" + bytes(range(256)),
        "UTF-16": text.encode("utf-16"),
        "Latin-1": text.replace("’", "'").encode("latin-1", "replace"),
        "half": good[: len(good) // 2],
        "cut within the last text": text[: text.rindex("msgstr")].encode(),
        "no header": text.partition("\n\n")[2].encode(),
        "another language": text.replace("Language: fr", "Language: es").encode(),
        "another site": text.replace(
            text.partition("TranslationID: ")[2][:36], "0" * 8 + "-0000-4000-8000-" + "0" * 12
        ).encode(),
        "XLIFF without texts": b'<xliff version="1.2"><file target-language="fr"/></xliff>',
        "XLIFF cut off": b'<xliff version="1.2"><file target-language="fr">',
        "XML of another kind": b"<html/>",
        "XLIFF with entities": b'<!DOCTYPE xliff [<!ENTITY x "y">]><xliff version="1.2"/>',
        "a path": b"/etc/passwd",
        "NUL": good.replace(b"msgstr", b"\x00msgstr", 3),
        "10 MB": good + b"# " + b"x" * (10 * 1024 * 1024),
        "quotes": good.replace(b'msgid "', b'msgid ""', 5),
        "loose text": good + b"\nmsgid 5\nmsgstr[x] 3\n",
    }


KINDS = list(hostile(b"Language: fr\n\n#. \nTranslationID: x\nmsgstr"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_none_of_ours_is_refused_in_words(
    translator: Client, translation: Translation, kind: str
) -> None:
    content = hostile(exported(translation, title("Un autre titre")))[kind]
    before = stored_title(translation)
    response = upload(translator, content)
    assert response.status_code == 200
    (refusal,) = response.context["plan"].refusals
    assert refusal.name == "x.po"
    assert len(refusal.reason) > 15
    assert response.context["packed"] == ""
    assert stored_title(translation) == before


def test_a_bad_file_does_not_spoil_a_good_one(translator: Client, translation: Translation) -> None:
    response = upload(translator, b"msgid nonsense", exported(translation, title("Un titre")))
    assert len(response.context["plan"].refusals) == 1
    assert kinds(response) == {Kind.CHANGED}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"x" * 1000])
def test_a_damaged_archive_is_refused(translator: Client, content: bytes) -> None:
    response = upload(translator, content, name="x.zip")
    assert len(response.context["plan"].refusals) == 1


def test_an_archive_that_unpacks_to_more_than_allowed_is_refused(
    translator: Client, translation: Translation
) -> None:
    bomb = in_an_archive(b"#" * (upload_reader.MAX_FILE_BYTES + 1))
    assert len(bomb) < 100_000
    response = upload(translator, bomb, name="x.zip")
    assert len(response.context["plan"].refusals) == 1


def test_without_a_file_the_form_says_so(translator: Client) -> None:
    response = translator.post(FILES, {})
    assert list(response.context["import_form"].errors) == ["uploads"]


FUZZING = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.long
@FUZZING
@given(data=st.data())
def test_no_damage_makes_it_fail(data: Any, translator: Client, translation: Translation) -> None:
    content = bytearray(exported(translation))
    for _time in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        piece = data.draw(st.binary(max_size=4) | st.sampled_from([b'"', b"\n", b"msgid ", b"[0]"]))
        content[place : place + data.draw(st.integers(0, 9))] = piece
    assert upload(translator, bytes(content)).status_code == 200
