"""A long document is made in slices: nobody can tell it from one that is made in one piece."""

import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from printing.errors import RefusedError
from printing.pdf import document_split, renderer
from printing.pdf.document_split import MARK
from tests.printing.pdf_ua import faults
from tests.printing.readers import needs_pango, open_pdf, structure
from tests.printing.test_pdf_structure import PIXEL, style_sheet

pytestmark = needs_pango
SECTIONS = 12
WORDS = "Parties exchanged views on capacity-building, and named what they need. "
RUNNING = """
@page { size: A5; margin: 18mm; @bottom-right { content: counter(page) " / " counter(pages) } }
:root { --see-before: "see page "; --see-after: "" }
.hidden { display: none }
"""
# Slices begin new sheets; so does every section here, in slices or not.
BREAKS = "h2 { break-before: page }"


def section(number: int) -> str:
    """A section that names those before and behind it."""
    links = "".join(
        f'<a href="#s{other}" data-see="see section {other}">no. {other}</a> '
        for other in (number - 1, number + 1, SECTIONS)
        if 0 < other <= SECTIONS
    )
    return f"""
    <h2 id="s{number}">Section {number}</h2><p>{WORDS * 4 * (number % 7)}</p><p>{links}</p>
    <h3 id="s{number}-views">Views</h3><p lang="fr">Un avis.</p><img alt="A dot" src="{PIXEL}">
    <table><tr><th scope="col">Country</th><th scope="col">Year</th></tr>
    <tr><td>Kenya</td><td>2008</td></tr></table>
    <p><a href="https://bch.example/{number}">A source</a></p>
    """


def document(style: str = "", sections: int = SECTIONS) -> str:
    """A document with contents, in English."""
    numbers = range(1, sections + 1)
    contents = "".join(
        f'<li class="contents__entry"><a href="#s{number}">Section {number}</a></li>'
        for number in numbers
    )
    head = f"<title>A section</title><style>{style_sheet()}{RUNNING}{style}</style>"
    body = MARK.join(section(number) for number in numbers)
    return (
        f'<html lang="en"><head>{head}</head><body class="sheet"><header>At the top</header>'
        f'<main class="main"><h1 id="top">Title</h1><p class="hidden" id="nowhere">x</p>'
        f'<nav class="contents"><ol>{contents}</ol></nav>{body}</main>'
        f'<footer><a href="#top">To the top</a></footer></body></html>'
    )


@pytest.fixture(scope="module")
def whole() -> bytes:
    return renderer.render(document(BREAKS))


@pytest.fixture(scope="module")
def in_slices() -> bytes:
    return made_in_slices(document(BREAKS))


def made_in_slices(html: str, **options: int) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "SLICE_SIZE", 4_000)
        assert len(document_split.split(html, renderer.SLICE_SIZE)) > 3
        return renderer.render(html, **options)


def sheets(content: bytes) -> list[str]:
    return [
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(BytesIO(content))
    ]


def numbers_of_pages(pdf: pikepdf.Pdf) -> dict[Any, int]:
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}


def places(content: bytes) -> dict[str, tuple[int, list[float]]]:
    """Where each named place is: the sheet, and on it."""
    pdf = open_pdf(content)
    pages, names = numbers_of_pages(pdf), list(pdf.Root.Names.Dests.Names)
    return {
        str(name): (pages[place[0].objgen], [round(float(each), 1) for each in place[2:4]])
        for name, place in zip(names[::2], names[1::2], strict=True)
    }


def bookmarks(content: bytes) -> list[tuple[str, int]]:
    pdf = open_pdf(content)
    pages, found = numbers_of_pages(pdf), []

    def walk(items: Any, before: str) -> None:
        for item in items:
            found.append((f"{before}{item.title}", pages[item.destination[0].objgen]))
            walk(item.children, f"{before}{item.title} > ")

    with pdf.open_outline() as outline:
        walk(outline.root, "")
    return found


def links(content: bytes) -> list[tuple[int, str, str]]:
    """Of each sheet: where its links lead, and what owns them in the structure."""
    pdf = open_pdf(content)
    tree = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, tree[::2]), tree[1::2], strict=True))
    return [
        (number, str(link.get("/Dest", link.get("/A", {}).get("/URI"))), str(owner.S))
        for number, page in enumerate(pdf.pages, 1)
        for link in page.get("/Annots", ())
        if (owner := owners[int(link.StructParent)])
        and any(getattr(kid, "Obj", kid) == link for kid in owner.K if not isinstance(kid, int))
    ]


def elements(content: bytes) -> list[tuple[Any, ...]]:
    """The structure: what, on which sheet, and what it says of itself."""
    pdf = open_pdf(content)
    pages = numbers_of_pages(pdf)
    return [
        (
            str(element.S),
            pages[element.Pg.objgen] if "/Pg" in element else 0,
            str(element.get("/Lang", "")),
            str(element.get("/Alt", "")),
            [kid for kid in element.K if isinstance(kid, int)],
            str(element.P.get("/S", "")),
        )
        for element in structure(pdf)
    ]


@pytest.mark.parametrize("told", [sheets, places, bookmarks, links, elements])
@pytest.mark.long
def test_it_says_on_every_sheet_what_one_in_one_piece_does(
    whole: bytes, in_slices: bytes, told: Any
) -> None:
    """Numbers of sheets, references to others, contents, links and tags included."""
    assert len(told(whole)) > 10
    assert told(in_slices) == told(whole)


@pytest.mark.long
def test_it_looks_the_same(whole: bytes, in_slices: bytes) -> None:
    one, other = (pypdfium2.PdfDocument(BytesIO(content)) for content in (whole, in_slices))
    for number in range(len(one)):
        drawn, expected = (pdf[number].render(scale=1).to_pil().tobytes() for pdf in (other, one))
        assert drawn == expected, number


@pytest.mark.long
def test_it_keeps_every_rule_of_structure(in_slices: bytes) -> None:
    assert faults(open_pdf(in_slices)) == []


@pytest.mark.long
def test_title_language_and_software_are_told_once(whole: bytes, in_slices: bytes) -> None:
    one, other = open_pdf(whole), open_pdf(in_slices)
    assert str(other.Root.Lang) == str(one.Root.Lang) == "en"
    assert dict(other.docinfo) == dict(one.docinfo)
    with one.open_metadata() as expected, other.open_metadata() as metadata:
        assert metadata["dc:title"] == expected["dc:title"] == "A section"


@pytest.mark.long
def test_the_header_of_a_cell_is_one_of_its_own_table(in_slices: bytes) -> None:
    pdf = open_pdf(in_slices)
    found = list(structure(pdf))
    ids = Counter(str(element.ID) for element in found if "/ID" in element)
    assert len(ids) == 2 * SECTIONS
    assert set(ids.values()) == {1}
    for table in (element for element in found if element.S == "/Table"):
        rows = [cell for row in table.K[0].K for cell in row.K] or list(table.K)
        own = {str(cell.ID) for cell in rows if "/ID" in cell}
        named = {str(header) for cell in rows for header in cell.A.get("/Headers", ())}
        assert named <= own


@pytest.mark.long
def test_a_link_to_a_place_that_is_not_shown_leads_nowhere() -> None:
    hidden = document(BREAKS).replace("<h3", '<p><a href="#nowhere">hidden</a></p><h3')
    assert links(made_in_slices(hidden)) == links(renderer.render(hidden))


@pytest.mark.long
def test_the_numbers_of_sheets_are_right_where_slices_begin_new_ones() -> None:
    """Some have a digit more than was estimated."""
    content = made_in_slices(document(sections=30), processes=1)
    stands = {name: sheet for name, (sheet, _where) in places(content).items()}
    text = [re.sub(r"\s+", " ", sheet) for sheet in sheets(content)]
    for number in range(1, 31):
        assert f"Section {number} " in text[stands[f"s{number}"] - 1]
    named = re.findall(r"no\. (\d+) \(see page (\d+)\)", " ".join(text).replace("\ufffe", ""))
    assert len(named) > 50
    assert all(stands[f"s{number}"] == int(sheet) for number, sheet in named)
    assert f"{len(text)} / {len(text)}" in text[-1]
    entries = re.findall(r"Section (\d+) (\d+) ", " ".join(text[:3]))
    assert {number: int(sheet) for number, sheet in entries if number != sheet}
    assert faults(open_pdf(content)) == []


@pytest.mark.parametrize(
    ("setting", "value", "status"),
    [("PDF_MAX_SHEETS", 5, 413), ("PDF_CPU_LIMIT", 1, 413)],
)
@pytest.mark.long
def test_limits_hold_for_all_slices_together(
    settings: Any, setting: str, value: int, status: int
) -> None:
    setattr(settings, setting, value)
    with pytest.raises(RefusedError) as refusal:
        made_in_slices(document(sections=60))
    assert (refusal.value.status, refusal.value.retry_after) == (status, None)


# --- Splitting ---------------------------------------------------------------------------------


def test_a_short_document_stays_as_it_is() -> None:
    html = document()
    assert document_split.split(html) == [html]


def test_a_document_without_marks_stays_as_it_is() -> None:
    html = document().replace(MARK, "")
    assert document_split.split(html, 100) == [html]


def test_slices_are_documents_of_the_same_size_and_nothing_is_lost() -> None:
    html = document()
    slices = document_split.split(html, 4_000)
    head = html.partition("</head>")[0]
    assert all(each.startswith(f"{head}</head><body") for each in slices)
    assert all(each.count("<main") == each.count("</main>") == 1 for each in slices)
    assert [number for each in slices for number in re.findall(r'<h2 id="s(\d+)"', each)] == [
        str(number) for number in range(1, SECTIONS + 1)
    ]
    assert ("<header>" in slices[0], "<footer>" in slices[-1]) == (True, True)
    assert max(map(len, slices)) < 2.5 * min(map(len, slices))


def test_no_style_sheet_has_what_a_slice_cannot_know() -> None:
    """Where a sheet stands in the whole; what was said on sheets of other slices; what is fixed."""
    for path in Path("site").glob("*/static/**/*.css"):
        if path.parts[1] not in ("core", "printing"):
            continue
        style = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        for unknown in ("string-set", "@page :", "position: running", "counter-increment"):
            assert unknown not in style, path
        fixed = re.findall(r"([^{}]*)\{[^{}]*position: fixed", style)
        # Drafts, whose sheets bear it, are made in one piece.
        assert {selector.strip() for selector in fixed} <= {".watermark"}
