"""However a page was saved, its text arrives whole and without what the tool added."""

from email.message import EmailMessage

from django.test import Client

from wagtail.models import Page

import pytest

from legacy_import.parsing.read_file import read_page
from legacy_import.parsing.text_blocks import Heading, Listing
from legacy_import.parsing.text_comparison import plain
from tests.legacy_import.reading import import_one_file, page_text

VIEWS = "Governments exchanged views, “in writing”, for three weeks."
HEAD = page_text("Introduction", "").replace("\n", "<p>")
ORIGINAL = "http://bch.example/onlineconferences/forumsocio_about.shtml"


def texts(data: str | bytes, name: str = "page.html") -> list[str]:
    page = read_page(name, data.encode() if isinstance(data, str) else data)
    assert page.trail[-2:] == ("Socio-economics", "Introduction")
    assert page.dates is not None
    assert page.doubts == []
    return [plain(block.text) for block in page.blocks]


def mhtml(html: str, encoding: str = "quoted-printable") -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = ORIGINAL
    message.set_content(html, subtype="html", charset="utf-8", cte=encoding)
    message["Content-Location"] = ORIGINAL
    message.add_related(b"GIF89a", "image", "gif")
    return message.as_bytes()


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_mhtml_gives_its_page_and_address(encoding: str) -> None:
    data = mhtml(f"<html><body>{HEAD}<p>{VIEWS}</body></html>", encoding)
    assert texts(data, "page.mhtml") == [VIEWS]


def test_the_address_that_a_copy_states_is_the_pages_own() -> None:
    body = f"{HEAD}<p>{VIEWS}"
    archived = f"https://web.archive.org/web/20120304050607/{ORIGINAL}"
    copies = [
        f"<!--\n Page saved with SingleFile \n url: {ORIGINAL} \n saved date: Mon -->",
        f"<!-- Saved from {ORIGINAL} at 2024-01-02T03:04:05Z using monolith v2.8.1 -->",
        f"<!-- saved from url=(0064){archived} -->",
    ]
    for note in copies:
        assert read_page("x.html", f"{note}{body}".encode()).former_address == ORIGINAL, note


def test_a_web_archive_leaves_neither_toolbar_nor_addresses() -> None:
    link = '<a href="/web/20120304050607/http://www.example.org/a">the report</a>'
    source = (
        "<html><!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp-base'>12 captures</div>"
        "<!-- END WAYBACK TOOLBAR INSERT --><div id='wm-ipp-print'>The Wayback Machine - "
        f"https://web.archive.org/web/20120304050607/{ORIGINAL}</div>{HEAD}<p>{VIEWS}<p>See {link}."
    )
    page = read_page("a.html", source.encode())
    assert [block.text for block in page.blocks] == [VIEWS, "See the report."]
    assert 'href="http://www.example.org/a"' in page.blocks[1].html  # type: ignore[union-attr]


LYNX = """
   [1]english | [2]español | [3]français
   [4]Home|[5]The Cartagena Protocol|[6]Capacity
   Building|[7]Portal|[8]Archive|[9]Socio-economics|Introduction
   [10]Printer-friendly version

   Socio-economic considerations in decisions on living modified organisms

   19 January - 6 February 2009

   Governments exchanged views, “in writing”, for three weeks. [spacer.gif]
   The [11]report [2009] says more:
     * on needs;
     * on means.

References

   Visible links
   1. http://bch.example/en/
   2. http://bch.example/es/
   3. http://bch.example/fr/
   4. http://bch.example/
   5. http://bch.example/protocol/
   6. http://bch.example/cb/
   7. http://bch.example/portal/
   8. http://bch.example/archive/
   9. http://bch.example/socio/
  10. javascript:window.print()
  11. http://www.example.org/report
  2009. http://www.example.org/2009
"""


def test_a_terminals_dump_loses_its_numbers_and_keeps_its_text() -> None:
    source = LYNX.replace(" [2009]", "").replace("  2009. http://www.example.org/2009\n", "")
    page = read_page("dump.txt", source.encode())
    assert page.trail[-3:] == ("Archive", "Socio-economics", "Introduction")
    assert page.language == "en"
    shown = plain(" ".join(block.text for block in page.blocks))
    assert shown == f"{VIEWS} The report says more: on needs; on means."
    assert page.doubts == ["A link leads to http://www.example.org/report; only its text was kept."]


def test_numbers_in_brackets_that_no_list_explains_are_text() -> None:
    source = page_text(
        "Introduction", f"{VIEWS} See [1] and [2].\n\nReferences\n\n[1] A book, 2001."
    )
    shown = " ".join(texts(source, "a.txt"))
    assert "See [1] and [2]." in shown
    assert "[1] A book, 2001." in shown


def test_hidden_text_is_left_out_and_reported() -> None:
    hidden = '<div style="color: red; display:none">Trap</div><p hidden>Draft</p>'
    page = read_page("a.html", f"{HEAD}<p>{VIEWS}{hidden}".encode())
    assert [block.text for block in page.blocks] == [VIEWS]
    assert {"Trap", "Draft"} <= set(page.chrome)


WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<!--[if gte mso 9]><xml><o:DocumentProperties></o:DocumentProperties></xml><![endif]-->
<style>p.MsoNormal {{margin:0cm}}</style></head><body lang=EN-GB><div class=WordSection1>
{HEAD.replace("<p>", "<p class=MsoNormal>")}
<p class=MsoNormal><span lang=EN-US style='font-size:12.0pt'>{VIEWS}<o:p></o:p></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New
Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>on needs;</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>on means.</p>
</div></body></html>"""


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_words_html_is_text_and_lists(encoding: str) -> None:
    charset = encoding if encoding == "utf-8" else "windows-1252"
    source = WORD.replace("windows-1252", charset)
    assert texts(source.encode(encoding)) == [VIEWS, "on needs; on means."]


def test_libreoffice_and_pandoc_keep_headings_lists_and_notes() -> None:
    office = (
        f'<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><html><body lang="en-GB" '
        f'dir="ltr">{HEAD}<h2 class="western">Sources</h2><p class="western" align="left">'
        f'<font face="Arial"><font size="2">{VIEWS}<a class="sdfootnoteanc" name="sdfootnote1anc" '
        'href="#sdfootnote1sym"><sup>1</sup></a></font></font></p><ol><li><p>One;</p></li>'
        '<li><p>Two.</p></li></ol><div id="sdfootnote1"><p>1 A note.</p></div></body></html>'
    )
    page = read_page("a.html", office.encode())
    assert isinstance(page.blocks[0], Heading)
    assert isinstance(page.blocks[2], Listing)
    assert [plain(block.text) for block in page.blocks] == [
        "Sources", f"{VIEWS}1", "One; Two.", "1 A note.",
    ]  # fmt: skip
    pandoc = f'<header id="title-block-header"></header>{HEAD}<h1 id="x">Sources</h1><p>{VIEWS}</p>'
    assert texts(pandoc) == ["Sources", VIEWS]


def test_a_caption_too_long_for_a_table_stands_above_it(home: Page) -> None:
    caption = "Samples " * 40
    table = f"<table><caption>{caption}</caption><tr><th>a<th>b<tr><td>c<td>d</table>"
    report = import_one_file("a.html", f"{HEAD}<p>{VIEWS}{table}")
    assert report.page is not None, report.doubts
    _views, above, shown = report.page.specific.body
    assert above.value.source.count("Samples") == 40
    assert shown.value.caption == "Introduction"


def test_language_and_direction_of_passages_are_kept() -> None:
    source = (
        f'<html lang="en">{HEAD}<p>{VIEWS} <span lang="en-GB">As <i lang="la">ibidem</i>.</span>'
        '<p lang="ar" dir="rtl">بناء القدرات<ul lang="es"><li>Objetivos</ul><p lang="en">Plain.'
    )
    page = read_page("a.html", source.encode())
    first, second, third, last = page.blocks
    assert 'As <i><span lang="la">ibidem</span></i>.' in first.html  # type: ignore[union-attr]
    assert second.html == '<span lang="ar" dir="rtl">بناء القدرات</span>'  # type: ignore[union-attr]
    assert third.entries[0].content == ('<span lang="es">Objetivos</span>',)  # type: ignore[union-attr]
    assert last.html == "Plain."  # type: ignore[union-attr]


OF_OTHERS = (
    '<h2 lang="fr">Objectifs &amp; portée</h2><p>One.<h3>What is <i lang="la">ibidem</i>?</h3>'
    '<h3 dir="rtl">بناء القدرات</h3><table>'
    '<caption>Terms, <span lang="es">términos</span></caption>'
    '<tr lang="fr"><th>Terme<th lang="en">Term<tr><td lang="ar" dir="rtl">السلامة<td>Safety, '
    '<i lang="pt_BR">segurança</i><ul lang="es"><li>Bioseguridad</ul></table>'
    '<div lang="es"><h3>Anexo</h3><p>Uno.<p lang="en">Two.<pre>Tres.</pre></div>'
)
KEPT = [
    '<span lang="fr">Objectifs &amp; portée</span></h2>',
    'What is <span lang="la">ibidem</span>?</h3>',
    '<span dir="rtl">بناء القدرات</span></h3>',
    '<caption>Terms, <span lang="es">términos</span></caption>',
    '<th scope="col"><span lang="fr">Terme</span></th><th scope="col">Term</th>',
    '<th scope="row"><span lang="ar" dir="rtl">السلامة</span></th>',
    'Safety, <span lang="pt-BR">segurança</span> <span lang="es">Bioseguridad</span></td>',
    '<span lang="es">Anexo</span></h3>',
    '<span lang="es"><span lang="en">Two.</span></span>',
    '<span lang="es">Tres.</span>',
]


@pytest.mark.long
def test_a_reader_gets_the_language_of_a_passage(client: Client, home: Page) -> None:
    passage = '<p lang="ar" dir="rtl">بناء القدرات</p>'
    report = import_one_file("a.html", f'<html lang="en">{HEAD}<p>{VIEWS}{passage}{OF_OTHERS}')
    assert report.page is not None, report.doubts
    for address in ("", "print/", "print/all/"):
        shown = client.get(f"{report.page.url}{address}").content.decode()
        assert '<span lang="ar" dir="rtl">بناء القدرات</span>' in shown
        assert [text for text in KEPT if text not in shown] == [], address
