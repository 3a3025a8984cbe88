"""The structure of PDFs: against ISO 14289-1, and read back by two programs of other people."""

import re
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.test import Client

import pypdfium2
import pytest
from pikepdf import Name, parse_content_stream

from printing.pdf import renderer
from tests.printing.pdf_ua import faults
from tests.printing.readers import MAINSTREAMING, needs_pango, open_pdf, pdf_text, structure

pytestmark = needs_pango
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwAD"
    "hgGAWjR9awAAAABJRU5ErkJggg=="
)
WORD = "internationalization"
DOCUMENT = f"""
<h1 id="top">Title</h1>
<style>@page {{ @bottom-left {{ content: "An address" }} }}</style>
<ol class="contents"><li><a href="#top">{"An entry of more than one line " * 8}</a></li></ol>
<ul><li><p>one</p><p>two</p></li><li>plain<ul><li>nested</li></ul></li></ul>
<ul style="list-style: none"><li>no bullet</li></ul>
<h2><span id="former"></span>A heading</h2><p>A <span></span> line</p><div></div>
<dl><div><dt>Term</dt><dd>Meaning</dd><dd>Source</dd></div></dl>
<p>An <abbr title="Living modified organism">LMO</abbr>, <span lang="fr">un mot</span>.</p>
<p><img alt="" src="{PIXEL}"><img alt="A dot" src="{PIXEL}"></p>
<table><caption>Of figures</caption><tr><th scope="col">a</th></tr><tr><td>1</td></tr></table>
"""


def style_sheet() -> str:
    return Path(str(finders.find("print/pdf.css"))).read_text()


def needs_font(name: str) -> None:
    if name not in subprocess.run(["fc-list"], capture_output=True, text=True).stdout:
        pytest.skip("The fonts of Noto are not installed.")


def make(body: str, language: str = "en", style: str = "") -> bytes:
    direction = "rtl" if language == "ar" else "ltr"
    head = f"<title>t</title><style>{style_sheet()} {style}</style>"
    return renderer.render(
        f'<html lang="{language}" dir="{direction}"><head>{head}</head><body>{body}</body></html>'
    )


@pytest.fixture(scope="module")
def document() -> Any:
    return open_pdf(make(DOCUMENT))


def found(document: Any, kind: str) -> list[Any]:
    return [element for element in structure(document) if str(element.S) == kind]


@pytest.mark.long
def test_every_rule_that_a_program_can_check_is_kept(document: Any) -> None:
    assert faults(document) == []


@pytest.mark.long
def test_a_fault_would_be_found(document: Any) -> None:
    other = open_pdf(make(DOCUMENT))
    found(other, "/Figure")[0].Alt = ""
    found(other, "/LBody")[0].S = Name("/P")
    assert {fault.split(":")[0] for fault in faults(other)} == {"7.2", "7.3"}


def test_an_image_that_says_nothing_is_an_artifact(document: Any) -> None:
    assert [str(figure.Alt) for figure in found(document, "/Figure")] == ["A dot"]


def test_running_feet_are_artifacts(document: Any) -> None:
    kids = [kid for each in structure(document) for kid in each.get("/K", [])]
    marks = [
        operands
        for operands, operator in parse_content_stream(document.pages[0])
        if str(operator) == "BDC" and "/MCID" in operands[1]
    ]
    assert len(marks) == sum(isinstance(kid, int) for kid in kids)
    assert "An address" in pdf_text(make(DOCUMENT))


def test_an_abbreviation_carries_its_expansion(document: Any) -> None:
    expanded = [str(span.E) for span in found(document, "/Span") if "/E" in span]
    assert expanded == ["Living modified organism"]


def test_an_entry_of_the_contents_is_one_link_and_its_line_is_no_text(document: Any) -> None:
    (link,) = found(document, "/Link")
    numbers = [kid for kid in link.K if isinstance(kid, int)]
    assert 2 < len(numbers) < 20


def test_the_parts_of_a_definition_are_label_and_body(document: Any) -> None:
    (item,) = [list(item.K) for item in found(document, "/LI") if len(item.K) == 3]
    assert [str(part.S) for part in item] == ["/Lbl", "/LBody", "/LBody"]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "size"),
    [
        (f"en/{MAINSTREAMING}", renderer.SLICE_SIZE),
        (f"fr/{MAINSTREAMING}", renderer.SLICE_SIZE),
        ("es/protocol/glossary", renderer.SLICE_SIZE),
        ("fr", 15_000),
    ],
)
def test_the_documents_of_the_site_keep_every_rule(
    client: Client, monkeypatch: pytest.MonkeyPatch, path: str, size: int
) -> None:
    """Made in one piece, or in slices."""
    monkeypatch.setattr(renderer, "SLICE_SIZE", size)
    response = client.get(f"/{path}/print/all.pdf")
    assert response.status_code == 200
    assert faults(open_pdf(response.content)) == []


# --- Words, read back whole --------------------------------------------------------------------


def of_pdfium(content: bytes) -> Any:
    return pypdfium2.PdfDocument(content)


def test_words_broken_at_the_end_of_a_line_are_found_and_copied_whole() -> None:
    paragraphs = "".join(f"<p>{'x' * number} {WORD} of {WORD}</p>" for number in range(1, 30))
    style = "@page { size: 60mm 900mm } p { hyphens: auto; text-align: justify }"
    content = make(paragraphs, style=style)
    text = pdf_text(content)
    assert text.count("\u00ad\n") > 10
    assert text.replace("\u00ad\n", "").count(WORD) == 58
    copied = "".join(page.get_textpage().get_text_range() for page in of_pdfium(content))
    # U+FFFE is what pdfium puts in place of a hyphen that it has taken out.
    assert copied.count("\ufffe") > 10
    assert copied.replace("\ufffe", "").count(WORD) == 58


def test_an_address_keeps_its_order_within_arabic() -> None:
    address = "https://bch.example/ar/portal/"
    style = f'@page {{ @bottom-left {{ content: "{address}"; direction: ltr }} }}'
    content = make(f'<p>العنوان: <bdi dir="ltr">{address}</bdi> (متاح).</p>', "ar", style)
    places = [
        page.get_textpage().get_charbox(index)
        for page in of_pdfium(content)
        for index, letter in enumerate(page.get_textpage().get_text_range())
        if letter == "/"
    ]
    for line in (places[:5], places[5:]):
        # The slash at its end stands to the right of the others.
        assert max(place[0] for place in line) == line[-1][0]


def test_a_vowel_sign_takes_no_letter_from_the_rest() -> None:
    text = "أُعلن المقرَّر جزءاً. إلّا أول أن قرر أعلن"
    content = make(f"<p>{text}</p>", "ar", "body { font-family: var(--serif) }")
    read = re.sub("[\u064b-\u0652]", "", pdf_text(content))
    assert sorted(re.findall("[\u0621-\u064a]", read)) == sorted(
        re.findall("[\u0621-\u064a]", text)
    )
    for word in ("أول", "أن", "قرر", "أعلن"):
        assert word in read


@pytest.mark.parametrize(("language", "left", "right"), [("en", 520, 540), ("ar", 50, 80)])
def test_page_numbers_of_the_contents_stand_at_the_end_of_their_line(
    language: str, left: float, right: float
) -> None:
    entry = '<li class="contents__entry"><a href="#x">النتائج Outcomes</a></li>'
    body = f'<ul class="contents" style="list-style: none">{entry * 3}</ul><h2 id="x">x</h2>'
    text = of_pdfium(make(body, language))[0].get_textpage()
    places = [
        text.get_charbox(index)[0]
        for index, letter in enumerate(text.get_text_range())
        if letter == "1"
    ]
    assert len(places) == 3
    assert all(left < place < right for place in places)


def test_a_broken_word_in_two_fonts_is_shown_in_both() -> None:
    needs_font("CJK")
    style = "@page { size: 60mm 90mm } body { font-family: var(--serif); inline-size: 20mm }"
    assert "知識ab\u00ad\ncdefghij" in pdf_text(make("<p>知識ab&shy;cdefghij</p>", style=style))


def test_the_hyphen_of_an_author_stays() -> None:
    content = make("<p>long-term</p>", style="@page { size: 60mm 90mm } body { inline-size: 12mm }")
    assert "long-" in pdf_text(content)
    assert "\u00ad" not in pdf_text(content)


# What a word is made of, and the fonts that the test machine must have.
LETTERS = {
    "ar": ("[\u0621-\u064a]+", "Naskh"),
    "ru": ("[\u0400-\u04ff]+", "Noto Serif"),
    "zh-hans": ("[\u4e00-\u9fff]", "CJK"),
}


def letters(text: str, language: str) -> list[str]:
    """The words in the letters of a language, without vowel signs and marks of direction."""
    shown = unicodedata.normalize("NFKC", text)
    shown = re.sub("[\u064b-\u0652\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", shown)
    return re.findall(LETTERS[language][0], shown)


def words_of_the_site(language: str) -> list[str]:
    """Those of the terms, of the interface and of the seed."""
    folder = "zh_Hans" if language == "zh-hans" else language
    catalogues = [*Path(f"locale/{folder}").rglob("*.po"), *Path().glob(f"*/seed.{language}.po")]
    texts = [path.read_text(encoding="utf-8") for path in [Path("data/terms.csv"), *catalogues]]
    return sorted({word for text in texts for word in letters(text, language)})


@pytest.mark.parametrize("family", ["serif", "sans"])
@pytest.mark.parametrize("language", LETTERS)
def test_every_word_of_the_site_is_read_back_letter_by_letter(language: str, family: str) -> None:
    needs_font(LETTERS[language][1])
    words = words_of_the_site(language)
    assert len(words) > 700
    style = f"body {{ font-family: var(--{family}); hyphens: none }}"
    content = make(f"<p>{' '.join(words)}</p>", language, style)
    command = ["pdftotext", "-layout", "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    assert sorted(set(words) - set(letters(done.stdout.decode(), language))) == []
    read = "\n".join(page.get_textpage().get_text_range() for page in of_pdfium(content))
    assert sorted(set(words) - set(letters(read, language))) == []


def test_a_chinese_font_takes_no_more_than_its_drawn_glyphs() -> None:
    needs_font("CJK")
    text = "《卡塔赫纳生物安全议定书》第22条，能力建设。"
    content = make(f"<p>{text}</p>", "zh-hans", "body { font-family: var(--serif) }")
    assert len(content) < 20_000
    assert text in pdf_text(content)
    # Glyphs are drawn: nothing of the line is blank.
    sheet = of_pdfium(content)[0].render(scale=2).to_pil().convert("L")
    assert sum(sheet.histogram()[:128]) > 1_500
