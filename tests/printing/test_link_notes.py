"""Links on paper."""

from lxml import html

from printing.link_notes import NumberedLinks, number_links

BASE = "https://example.org/en/protocol/"


def numbered(text: str) -> tuple[str, list[str]]:
    root = html.fragment_fromstring(text, create_parent="div")
    links = NumberedLinks()
    number_links(root, BASE, links)
    return html.tostring(root, encoding="unicode"), links.addresses


def test_the_number_stands_at_the_link_itself() -> None:
    text, addresses = numbered(
        '<p>See <a href="https://bch.cbd.int/">the BCH</a>, and <b>more</b>.</p>'
    )
    assert 'the BCH</a><sup class="link-mark">[1]</sup>, and <b>more</b>.' in text
    assert addresses == ["https://bch.cbd.int/"]


def test_an_address_keeps_its_number() -> None:
    text, addresses = numbered(
        '<p><a href="/a">a</a> <a href="/b">b</a> <a href="../protocol/../../a">a again</a></p>'
    )
    assert [part[:3] for part in text.split('link-mark">')[1:]] == ["[1]", "[2]", "[1]"]
    assert addresses == ["https://example.org/a", "https://example.org/b"]


def test_headings_passages_and_mail_have_no_number() -> None:
    text, addresses = numbered(
        '<h2><a href="/a">a</a></h2><p><a href="#b">b</a> <a href="mailto:c@example.org">c</a></p>'
    )
    assert "link-mark" not in text
    assert addresses == []
