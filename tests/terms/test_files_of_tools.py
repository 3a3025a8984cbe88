"""Term files that other programs make, and ours read by them."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import pytest
from translate.storage import tbx as toolkit

from terms.files import import_plan, omegat_reader, tbx_format, upload_reader
from terms.files.imported_rows import RefusedFileError, rows_of
from terms.files.tbx_format import V2
from terms.files.upload_reader import recognise
from terms.models import Concept, Term

pytestmark = pytest.mark.django_db
CSV2TBX = shutil.which("csv2tbx", path=str(Path(sys.executable).parent))


def test_translate_toolkit_reads_version_2() -> None:
    content = tbx_format.write(rows_of(Concept.objects.with_terms()), V2)
    store = toolkit.tbxfile.parsestring(content)
    assert len(store.units) == Concept.objects.count()
    english = {term.text for term in Term.objects.filter(language="en")}
    assert {unit.source for unit in store.units} <= {
        *english,
        *Term.objects.values_list("text", flat=True),
    }


@pytest.mark.skipif(CSV2TBX is None, reason="translate-toolkit is not installed")
def test_what_csv2tbx_makes_is_read(tmp_path: Path) -> None:
    official = Term.objects.filter(language="en", status="official")[0]
    table = tmp_path / "x.csv"
    table.write_text(f'a b,"{official.text}",Nouveau\n,gene bank,banque de gènes\n')
    made = tmp_path / "x.tbx"
    subprocess.run([str(CSV2TBX), str(table), str(made)], check=True, capture_output=True)
    assert b"<!DOCTYPE" in made.read_bytes()
    rows = recognise(
        upload_reader.read(made.read_bytes().replace(b'xml:lang="xx"', b'xml:lang="fr"'))
    )
    found = import_plan.plan_for(rows)
    assert found.faults == []
    assert found.keys >= {official.concept.key}
    assert {row.text for row in found.added} >= {"banque de gènes", "gene bank", "Nouveau"}


def test_a_glossary_of_omegat_is_read() -> None:
    text = "# a comment\nLMO\tOVM\tabbreviation\r\n\ngene bank\tbanque de gènes\n"
    rows = omegat_reader.read(text, "en", "fr")
    assert [(row.language, row.text, row.note) for row in rows] == [
        ("en", "LMO", None),
        ("fr", "OVM", "abbreviation"),
        ("en", "gene bank", None),
        ("fr", "banque de gènes", None),
    ]
    with pytest.raises(RefusedFileError):
        omegat_reader.read("LMO\tOVM\nalone\n", "en", "fr")


def test_a_known_term_of_a_glossary_is_no_new_concept(admin_client: Client) -> None:
    term = Term.objects.filter(language="en").select_related("concept")[0]
    count = Concept.objects.count()
    content = f"{term.text}\tUn autre terme\n".encode()
    said: dict[str, Any] = {"source_language": "en", "target_language": "fr"}
    address = reverse("terms:import")
    file = SimpleUploadedFile("glossary.txt", content)
    shown = admin_client.post(address, {"file": file, **said})
    assert shown.status_code == 200
    data = {"plan": shown.context["packed"]}
    assert admin_client.post(address, data).status_code == 302
    assert Concept.objects.count() == count
    assert Term.objects.filter(text="Un autre terme", concept=term.concept, language="fr").exists()


def test_a_document_type_without_entities_is_no_reason_to_refuse() -> None:
    head = '<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "x.dtd">'
    file = (
        f'{head}<martif type="TBX"><text><body><termEntry><langSet xml:lang="fr-FR"><ntig><termGrp>'
        "<term>banque</term></termGrp></ntig></langSet></termEntry></body></text></martif>"
    )
    (row,) = tbx_format.read(file.encode())
    assert (row.language, row.text, row.is_key_foreign) == ("fr", "banque", True)
