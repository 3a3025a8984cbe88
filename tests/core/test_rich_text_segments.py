"""Rich text is taken apart for translation, and put together again with all that it says."""

import re

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

import pytest

from core.blocks.body import BodyBlock
from core.blocks.text import ParagraphBlock
from core.text.foreign_passages import from_html, passages_html, without_marks, words_of_passages
from core.text.rich_text_segments import put_together, segments_of, take_apart

FRENCH = '<span lang="fr">les organismes vivants modifiés</span>'


@pytest.mark.parametrize(
    "html",
    [
        f"<p>In French: {FRENCH}.</p>",
        '<p>In Arabic: <span dir="rtl" lang="ar">الكائنات</span> and <b>more</b>.</p>',
        f'<p><a href="https://example.org/">A link with {FRENCH} in it</a></p>',
        f'<p>{FRENCH}</p><p>A <a href="https://example.org/?a=1&amp;b=2">link</a> and a &lt;.</p>',
        '<ul><li><span dir="rtl">2009</span></li></ul>',
    ],
)
def test_a_passage_keeps_its_language_and_direction(html: str) -> None:
    assert segments_of(html)
    assert put_together(*take_apart(html), words_of_passages(html)) == html


def test_a_passage_that_is_translated_is_in_the_language_of_the_page() -> None:
    html = f'<p>{FRENCH}, <span lang="la">ex ante</span></p>'
    template, [(string, attributes)] = take_apart(html)
    string.data = string.data.replace("les organismes vivants modifiés", "los organismos")
    expected = '<p>los organismos, <span lang="la">ex ante</span></p>'
    assert put_together(template, [(string, attributes)], words_of_passages(html)) == expected


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"In {FRENCH} & more", f"In {FRENCH} &amp; more"),
        ('<span lang="ar" dir="rtl">س <span lang="la">ibid.</span></span>',) * 2,
        ('<span dir="rtl">2009</span>',) * 2,
        ('a <span lang="fr">b', "a &lt;span lang=&quot;fr&quot;&gt;b"),
        ("a</span> <span>b</span>", "a&lt;/span&gt; &lt;span&gt;b&lt;/span&gt;"),
        (
            '<span lang="fr" onclick="x">a</span>',
            "&lt;span lang=&quot;fr&quot; onclick=&quot;x&quot;&gt;a&lt;/span&gt;",
        ),
    ],
)
def test_plain_text_has_no_mark_up_but_passages(text: str, html: str) -> None:
    assert passages_html(text) == html
    assert passages_html(from_html(html)) == html
    assert "lang=" not in without_marks(text) or "&lt;" in html


TABLE = {
    "caption": f"Terms: {FRENCH}",
    "columns": [{"type": "text", "heading": FRENCH}, {"type": "text", "heading": "Year & day"}],
    "rows": [{"values": ['<span lang="ar" dir="rtl">سلامة</span>', f"a < b, {FRENCH}"]}],
}


@pytest.mark.parametrize(
    ("name", "value"),
    [("heading", {"text": f"Terms: {FRENCH} & more", "level": "2"}), ("table", TABLE)],
)
def test_headings_and_tables_keep_passages_in_translation(name: str, value: object) -> None:
    block = BodyBlock().child_blocks[name]
    block = block.child_blocks["text"] if name == "heading" else block
    stored = block.to_python(value["text"] if name == "heading" else value)  # type: ignore[index]
    segments = block.get_translatable_segments(stored)
    assert all("lang=" not in segment.string.data for segment in segments)
    before = block.get_prep_value(stored)
    assert block.get_prep_value(block.restore_translated_segments(stored, segments)) == before
    for segment in segments:
        segment.string.data = segment.string.data.replace("les organismes vivants", "lo")
    changed = block.get_prep_value(block.restore_translated_segments(stored, segments))
    assert FRENCH not in str(changed)
    assert "lo modifiés" in str(changed)
    assert not any("lang" in text for text in block.get_searchable_content(stored))


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (f"<p>In French: {FRENCH}.</p>", None),
        ('<p><span lang="ar" dir="rtl"><b>الكائنات</b> و</span></p>', None),
        (
            f'<p><a href="https://example.org/">A {FRENCH} link</a></p>',
            '<p><a href="https://example.org/">A les organismes vivants modifiés link</a></p>',
        ),
        (
            '<p><span lang="fr">un <a href="https://example.org/">lien</a> ici</span></p>',
            '<p><span lang="fr">un </span><a href="https://example.org/">lien</a>'
            '<span lang="fr"> ici</span></p>',
        ),
        (
            '<p><span lang="fr"><a href="https://example.org/">lien</a></span></p>',
            '<p><a href="https://example.org/">lien</a></p>',
        ),
        (
            f'<p><span lang="es">uno {FRENCH}</span></p>',
            '<p><span lang="es">uno les organismes vivants modifiés</span></p>',
        ),
    ],
    ids=["passage", "bold", "within a link", "around a link", "only a link", "nested"],
)
def test_the_editor_keeps_passages_and_links(html: str, kept: str | None) -> None:
    features = ParagraphBlock().features
    converter = ContentstateConverter(features)
    saved = converter.to_database_format(converter.from_database_format(html))
    saved = re.sub(r' data-block-key="\w+"', "", saved)
    assert saved == (kept or html)


def test_a_passage_is_one_inline_code_of_its_sentence() -> None:
    _template, strings = take_apart(f"<p>In French: {FRENCH}.</p>")
    [(string, attributes)] = strings
    assert string.data == 'In French: <a id="a1">les organismes vivants modifiés</a>.'
    assert attributes["a1"]["lang"] == "fr"
