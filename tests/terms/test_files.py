"""Terms out of the site and into it again, in both formats."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from terms.files import csv_format, import_plan, tbx_format, upload_reader
from terms.files.imported_rows import RefusedFileError, Row, rows_of
from terms.files.tbx_format import NAMESPACE, V2, V3
from terms.models import Concept, Term

TBX = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
<text><body><conceptEntry id="gene-bank">{}</conceptEntry></body></text></tbx>"""
SECTION = """<langSec xml:lang="es-419"><termSec><term>banco  de
 genes</term>{}</termSec></langSec>"""


def all_rows() -> list[Row]:
    return rows_of(Concept.objects.with_terms())


def written(format_name: str) -> bytes:
    if format_name == "csv":
        return csv_format.write(all_rows()).encode()
    return tbx_format.write(all_rows(), V2 if format_name == "martif" else V3)


@pytest.mark.parametrize("format_name", ["csv", "tbx", "martif"])
def test_what_was_written_changes_nothing_when_it_is_read(db: None, format_name: str) -> None:
    found = import_plan.plan_for(upload_reader.read(written(format_name)))
    assert (found.faults, found.is_empty) == ([], True)
    assert found.unchanged == Term.objects.count() > 300


@pytest.mark.parametrize("format_name", ["csv", "tbx", "martif"])
def test_an_emptied_site_gets_all_its_terms_back(
    db: None, format_name: str, admin_user: Any
) -> None:
    before = set(all_rows())
    data = written(format_name)
    Concept.objects.all().delete()
    import_plan.apply(import_plan.plan_for(upload_reader.read(data)), admin_user)
    assert set(all_rows()) == before


def test_an_imported_term_is_stored_without_control_characters(db: None, admin_user: Any) -> None:
    """Many are written at once, past the signals that clean other texts."""
    row = all_rows()[0]
    Term.objects.filter(concept__key=row.key).delete()
    import_plan.apply(import_plan.plan_for([replace(row, note="A\x0bnote\x02")]), admin_user)
    assert Term.objects.get(concept__key=row.key).note == "A note"


def test_the_tbx_is_in_the_dialect_and_its_ids_are_valid(db: None) -> None:
    root = etree.fromstring(written("tbx"))
    assert root.tag == f"{{{NAMESPACE}}}tbx"
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    assert [etree.QName(child).localname for child in root] == ["tbxHeader", "text"]
    ids = [entry.get("id") for entry in root.iter(f"{{{NAMESPACE}}}conceptEntry")]
    assert len(ids) == len(set(ids)) == Concept.objects.count()
    assert all(each[0].isalpha() for each in ids)
    sections = {section[0].tag for section in root.iter(f"{{{NAMESPACE}}}termSec")}
    assert sections == {f"{{{NAMESPACE}}}term"}


def test_a_spreadsheet_takes_no_cell_for_a_formula(db: None) -> None:
    concept = Concept.objects.get(key="6")
    for text in ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "'quoted"):
        Term.objects.create(concept=concept, language="en", text=text, note="\t=1")
    content = csv_format.write(all_rows())
    cells = [cell for row in csv.reader(io.StringIO(content)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    texts = {row.text for row in csv_format.read(content)}
    assert {"=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "'quoted"} <= texts


def test_a_file_with_semicolons_is_read() -> None:
    (row,) = csv_format.read("concept;language;term;status\n6;es;OVM, o no;forbidden\n")
    assert (row.text, row.status) == ("OVM, o no", "forbidden")


def test_what_a_file_does_not_speak_of_is_kept(db: None, admin_user: Any) -> None:
    file = "concept,language,term,status\n1,es,{},preferred\n"
    term = Term.objects.get(concept__key="1", language="es")
    import_plan.apply(import_plan.plan_for(csv_format.read(file.format(term.text))), admin_user)
    changed = Term.objects.get(pk=term.pk)
    assert changed.status == "preferred"
    assert (changed.abbreviation, changed.definition) == (term.abbreviation, term.definition)
    assert term.abbreviation == "CIISB"
    assert Term.objects.filter(concept__key="1").count() == 6


def test_terms_of_other_tools_are_read() -> None:
    status = '<termNote type="administrativeStatus">supersededTerm</termNote>'
    (row,) = tbx_format.read(TBX.format(SECTION.format(status)).encode())
    assert (row.identity, row.status) == (("gene-bank", "es", "banco de genes"), "forbidden")


def test_another_tools_preferred_term_stays_official_here(db: None) -> None:
    status = '<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>'
    term = Term.objects.get(concept__key="6", language="es", status="official")
    file = TBX.format(SECTION.format(status)).replace("gene-bank", "concept-6")
    rows = tbx_format.read(file.replace("banco  de\n genes", term.text).encode())
    assert import_plan.plan_for(rows).is_empty


BOMB = '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
REFUSED = {
    "empty": b"  ",
    "cut off": TBX.format(SECTION.format("")).encode()[:-20],
    "no TBX": b"<html></html>",
    "version 2": b"<martif><text/></martif>",
    "style DCT": TBX.replace('"dca"', '"dct"').encode(),
    "no concepts": TBX.replace("conceptEntry", "other").encode(),
    "entities": TBX.replace("<tbx", BOMB + "<tbx").format("&b;").encode(),
    "a file": TBX.replace("<tbx", FILE + "<tbx").format("&x;").encode(),
    "a glossary without languages": b"LMO\tOVM\n",
    "too large": b"a" * (upload_reader.MAX_BYTES + 1),
    "Latin-1": "concept,language,term,status\n1,es,se\u00f1al,official".encode("latin-1"),
    "an image": b"\x89PNG\r\n\0\0",
    "no columns": b"a,b\n1,2\n",
    "no status": b"concept,language,term,status\n1,es,x,good\n",
    "too many cells": b"concept,language,term,status\n1,es,x,official,more\n",
    "an open quote": b'concept,language,term,status\n1,es,"x,official\n',
    "too many terms": b"concept,language,term,status\n" + b"1,es,x,official\n" * 20_001,
    "too deep": TBX.format("<a>" * 1000 + "</a>" * 1000).encode(),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(RefusedFileError) as refusal:
        upload_reader.read(data)
    assert str(refusal.value).strip()


FAULTY = {
    "an unknown language": "1,xx,term,official",
    "no term": "1,es,,official",
    "no concept": ",es,term,official",
    "a bad key": "a b,es,term,official",
    "too long": f"1,es,{'x' * 256},official",
    "official and unconfirmed": "1,es,term,official unconfirmed",
    "twice": "1,es,term,official\n1,es,term,official",
}


@pytest.mark.parametrize("line", FAULTY.values(), ids=FAULTY)
def test_a_faulty_row_is_named_and_nothing_is_planned(db: None, line: str) -> None:
    found = import_plan.plan_for(csv_format.read(f"concept,language,term,status\n{line}\n"))
    assert found.is_empty
    assert found.faults
    assert all(fault.startswith("row ") for fault in found.faults)


def test_comparing_costs_the_same_however_long_the_file_is(
    db: None, django_assert_num_queries: Any
) -> None:
    rows = upload_reader.read(written("csv"))
    with django_assert_num_queries(2):
        import_plan.plan_for(rows)
