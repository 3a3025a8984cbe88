"""Symbols, numbers and addresses: within text of the other direction, and at the ends of lines."""

import re

import pytest

from core.text.bidi_isolation import isolate
from core.text.bidi_isolation_in_html import concerns, isolate_in_html
from core.text.unbroken_in_html import keep_unbroken

# In these, "[" and "]" stand for the characters that begin and end an isolate.
ARABIC = [
    "الإخطار [2009-004] المؤرخ",
    "الوثيقة [UNEP/CBD/BS/COP-MOP/4/18]، الفقرة 3",
    "المقرران [BS-I/5]، [BS-IV/3].",
    "انظر [https://www.example.org/protocol/] (بالإنجليزية)",
    "العنوان [/ar/protocol/] هنا",
    "رابط بالصيغة ([https://…]) وهنا",
    "راسلوا [secretariat@example.org].",
    "اتفاقية ([Convention on Biological Diversity (CBD)])",
    "الدورة 3 [COP-MOP] عام 2009",
    "المساهمة [#12] و[+1 514 288-2220]",
    "من 19 يناير إلى 6 فبراير 2009",
    "الصفحات 10-12",
    "الوثيقتان [UNEP/1] – [UNEP/2]",
    "مشارك، [Организация «Пример»]، قيرغيزستان",
    "مشارك، [Association “Exemple” (AE)]، السنغال",
    "مشارك، [«Пример» и партнеры]، قيرغيزستان",
    "كلمة «[Пример]» هنا",
    "[note.pdf] (45 بايت)",
    "[note.pdf] ([UNEP] وغيرها)",
]  # fmt: skip
# "{" and "}" stand for those of a number that would be turned round within Arabic.
RUSSIAN = [
    "Участник, [منظمة «مثال»], Иордания",
    "на [العربية (عربي)] и далее",
    "English",
    "См. [الإخطار {2009-004} المؤرخ] и далее",
]


@pytest.mark.parametrize("marked", ARABIC)
def test_what_reads_from_left_to_right_is_isolated_in_arabic(marked: str) -> None:
    plain = marked.replace("[", "").replace("]", "")
    done = isolate(plain, "ar")
    assert done == marked.replace("[", "\u2066").replace("]", "\u2069")
    assert isolate(done, "ar") == done


@pytest.mark.parametrize("marked", RUSSIAN)
def test_arabic_is_isolated_in_other_languages(marked: str) -> None:
    plain = re.sub(r"[][{}]", "", marked)
    signs = {"[": "\u2067", "{": "\u2066", "]": "\u2069", "}": "\u2069"}
    done = isolate(plain, "ru")
    assert done == marked.translate(str.maketrans(signs))
    assert isolate(done, "ru") == done


def test_pages_get_elements() -> None:
    before = (
        '<html dir="rtl"><head><title>إخطار 2009-004</title><script>x("2009-004 م")</script></head>'
        '<body><p>إخطار <a href="/x/">2009-004</a>، <mark>BS</mark>-I/5 &amp; R&amp;D هنا</p>'
        '<p dir="ltr">Notification 2009-004 إخطار 5, إخطار 2009-004 هنا</p></body></html>'
    )
    after = (
        '<html dir="rtl"><head><title>إخطار \u20662009-004\u2069</title>'
        '<script>x("2009-004 م")</script></head>'
        '<body><p>إخطار <a href="/x/"><bdi dir="ltr">2009-004</bdi></a>، '
        '<bdi dir="ltr"><mark>BS</mark>-I/5 &amp; R&amp;D</bdi> هنا</p>'
        '<p dir="ltr">Notification 2009-004 <bdi dir="rtl">إخطار 5, '
        'إخطار <bdi dir="ltr">2009-004</bdi> هنا</bdi></p></body></html>'
    )
    assert isolate_in_html(before) == after
    assert isolate_in_html(after) == after


def test_a_page_from_left_to_right_gets_them_where_there_is_such_text() -> None:
    page = (
        '<html lang="en" dir="ltr"><head><title>{}</title></head><body><ul><li>English</li>'
        '<li><a lang="ar">{}</a> 5</li></ul><!-- <p>م --><script>"<p>م"</script>'
        '<textarea><div>م</textarea><p title="م">Notification 2009-004</p>'
        '<div>Notice <b>{}</b><input dir="ltr"> and {}</div></body></html>'
    )
    words = ["إخطار 5", "العربيّة", "إخطار", "م"]
    marked = [f'<bdi dir="rtl">{word}</bdi>' for word in words]
    marked[0] = f"\u2067{words[0]}\u2069"
    assert isolate_in_html(page.format(*words)) == page.format(*marked)


@pytest.mark.parametrize("within", ["صفحة: {}", "<a>\n {}\n </a>", "<a>{}</a> <b>العربية</b>"])
def test_a_number_at_the_end_of_an_element_stays_with_its_title(within: str) -> None:
    title = f'<h1 dir="rtl">\n {within}\n </h1><p>صفحة</p>'
    assert isolate_in_html(title.format("Session 1")) == title.format(
        '<bdi dir="ltr">Session 1</bdi>'
    )


def test_pages_without_arabic_or_hebrew_are_left_alone() -> None:
    assert concerns("العربية".encode())
    assert not concerns("Décision n° 5 – “год” 第5号 € ½".encode())


# In these, "[" and "]" stand for the tags of the element that does not break.
SYMBOLS = [
    "<p>Decision [BS-III/3] and <a href='/BS-III/'>[BS-VI/3]</a>.</p>",
    "<p>Решение [КС-ССП], [第BS-III/3号]决定、[COP-MOP]</p>",
    "<p>[UNEP/CBD/BS/CM-CB/5/2] &amp; [UNEP/BS-I/1/Add.1]; <bdi dir='ltr'>[COP-MOP/5]</bdi></p>",
    "<title>BS-III/3</title><script>'BS-III'</script><option title='COP-MOP'>1-A a-B X-y</option>",
    "<p>[CdP-RdP], [9–11] марта, [2005–2009]年; 1 – 2, 2009-004, Saint-Denis</p>",
    "<p>于[2009年2月6日]或2009年2月</p>",
    "<p><span class='x'>[9–11]</span> <a href='/x/9–11/'>DNA-based</a></p>",
    "<p>UNEP/CBD/BS/ONLINECONF-MAINSTREAMING/1/2 AB-c</p><!-- <p>COP-MOP -->",
]


@pytest.mark.parametrize("marked", SYMBOLS)
def test_symbols_and_ranges_do_not_break_at_their_hyphens_and_dashes(marked: str) -> None:
    plain = marked.replace("[", "").replace("]", "")
    done = marked.replace("[", '<span class="unbroken">').replace("]", "</span>")
    assert keep_unbroken(plain) == done
    assert keep_unbroken(done) == done
