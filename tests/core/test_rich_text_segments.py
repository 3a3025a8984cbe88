"""Rich text is taken apart for translation, and put together again with all that it says."""

import pytest

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
    assert put_together(*take_apart(html)) == html


def test_a_passage_is_one_inline_code_of_its_sentence() -> None:
    _template, strings = take_apart(f"<p>In French: {FRENCH}.</p>")
    [(string, attributes)] = strings
    assert string.data == 'In French: <a id="a1">les organismes vivants modifiés</a>.'
    assert attributes["a1"]["lang"] == "fr"
