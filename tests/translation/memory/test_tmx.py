"""The memory in TMX: read by other programs, and their files read here."""

import io
import uuid
from datetime import UTC, datetime
from pathlib import Path

from django.core.management import CommandError, call_command

import pytest
from lxml import etree
from translate.storage import tmx as toolkit

from translation.memory import find_matches, tmx_export, tmx_import
from translation.memory.store import NewPair, keep, remove
from translation.models import MemoryPair, MemorySource, Origin

pytestmark = pytest.mark.django_db
WITH_LINK = 'See <a id="a1">the <b>rules</b></a> &amp; more<br/>now'
VOIR = 'Voir <a id="a1">les <b>règles</b></a> &amp; plus<br/>maintenant'
DATE = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _one_pair() -> None:
    MemorySource.objects.all().delete()
    pair = NewPair(
        source_language="en",
        target_language="fr",
        source_html=WITH_LINK,
        target_html=VOIR,
        approved_at=DATE,
        page_key=uuid.uuid4(),
        page_title="Objectives",
        page_type="conference.objectivespage",
        place="body.paragraph",
        path="body.1",
    )
    keep([pair])


def written() -> bytes:
    return b"".join(tmx_export.write("en", tmx_export.pairs_for("en", "fr")))


def read(content: bytes) -> list[NewPair]:
    return list(tmx_import.read(io.BytesIO(content), "other.tmx"))


def test_translate_toolkit_reads_the_file() -> None:
    store = toolkit.tmxfile.parsestring(written())
    (unit,) = store.units
    assert unit.source == WITH_LINK.replace("&amp;", "&")
    assert store.translate(unit.source) == VOIR.replace("&amp;", "&")


def test_the_file_is_as_version_1_4_wants_it() -> None:
    root = etree.fromstring(written())
    assert root.getroottree().docinfo.system_url == "tmx14.dtd"
    needed = ["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang"]
    assert all(root.find("header").get(name) for name in needed)
    for segment in root.iter("seg"):
        assert [each.get("i") for each in segment.iter("bpt")] == ["1", "2"]
        assert [each.get("i") for each in segment.iter("ept")] == ["2", "1"]
        assert [each.text for each in segment.iter("ph")] == ["<br/>"]


def test_a_file_comes_back_with_place_date_and_inline_elements() -> None:
    content = written()
    MemorySource.objects.all().delete()
    keep(read(content))
    match = find_matches(WITH_LINK, "en", "fr")[0]
    assert (match.percentage, match.target_html, match.page_title) == (100, VOIR, "Objectives")
    assert (match.approved_at, match.origin) == (DATE, Origin.FILE)
    pair = MemoryPair.objects.get()
    assert (pair.place, pair.page_type) == ("body.paragraph", "conference.objectivespage")


def test_a_file_made_by_translate_toolkit_is_read() -> None:
    store = toolkit.tmxfile()
    store.addtranslation("Risk & benefit", "en", "Risque et bénéfice", "fr")
    out = io.BytesIO()
    store.serialize(out)
    (pair,) = read(out.getvalue())
    assert (pair.source_html, pair.target_html) == ("Risk &amp; benefit", "Risque et bénéfice")


FOREIGN = """<?xml version="1.0" encoding="utf-16"?>
<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN" "tmx14.dtd" >
<tmx version="1.1"><header srclang="EN-US" creationtool="OmegaT" segtype="sentence"/><body>
<tu changedate="20240506T070809Z"><tuv lang="EN-US"><seg>The <bpt i="1">{\\b </bpt>Party<ept i="1">}</ept> <hi>acts</hi></seg></tuv>
<tuv lang="FR-FR"><seg>La Partie agit</seg></tuv><tuv lang="DE"><seg>Die Partei</seg></tuv></tu>
<tu><tuv lang="EN"><seg> </seg></tuv><tuv lang="FR"><seg>x</seg></tuv></tu>
</body></tmx>"""  # noqa: E501


def test_a_file_of_another_tool_is_read_in_its_encoding_and_languages() -> None:
    pairs = read(FOREIGN.encode("utf-16"))
    assert [(pair.source_html, pair.target_html) for pair in pairs] == [
        ("The Party acts", "La Partie agit"),
        ("", "x"),
    ]
    assert pairs[0].approved_at == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert keep(pairs) == 1


def test_every_direction_of_a_file_without_source_language_is_read() -> None:
    text = FOREIGN.replace('srclang="EN-US"', 'srclang="*all*"')
    pairs = read(text.encode("utf-16"))
    directions = {(pair.source_language, pair.target_language) for pair in pairs}
    assert directions == {("en", "fr"), ("fr", "en")}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "XML"),
        (b"hello", "XML"),
        (b"<html/>", "<html>"),
        (b'<tmx version="1.4"><body><tu>', "XML"),
        (b'<!DOCTYPE tmx [<!ENTITY x "y">]><tmx><body/></tmx>', "entities"),
        (b'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx>&x;</tmx>', "entities"),
    ],
)
def test_what_is_no_sound_tmx_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(tmx_import.RefusedFileError, match=reason):
        read(content)


def test_commands_write_and_read_files(tmp_path: Path) -> None:
    file = tmp_path / "memory.tmx"
    call_command("export_tmx", str(file), target="fr", verbosity=0)
    MemorySource.objects.all().delete()
    call_command("import_tmx", str(file), verbosity=0)
    assert MemoryPair.objects.get().file_name == "memory.tmx"
    file.write_bytes(file.read_bytes()[:-20])
    MemorySource.objects.all().delete()
    with pytest.raises(CommandError, match=r"memory\.tmx"):
        call_command("import_tmx", str(file), verbosity=0)
    assert not MemoryPair.objects.exists()


def test_what_a_file_brought_can_be_taken_out_again() -> None:
    keep(read(FOREIGN.encode("utf-16")))
    assert remove(MemoryPair.objects.filter(file_name="other.tmx")) == 1
    assert [source.text for source in MemorySource.objects.all()] == ["See the rules & more now"]
