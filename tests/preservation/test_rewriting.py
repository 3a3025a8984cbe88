"""Names of files in a copy, and links between them."""

import pytest

from preservation.file_names import Address, Section, file_of
from preservation.rewriting import links_of, rewritten, rewritten_css

ORIGIN = "https://example.org"
FILES = {Address("/en/a/b/"): "en/a/b/index.html", Address("/static/x.png"): "static/x.png"}


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("/en/a/", "en/a/index.html"),
        ("/en/a/?page=1", "en/a/index.html"),
        ("/en/a/?page=2", "en/a/index-page-2.html"),
        ("/en/a/print/all.pdf?include=contributions", "en/a/print/all-include-contributions.pdf"),
        ("/en/a/contributions/?translations=1", "en/a/contributions/index-translations-1.html"),
        # The page of one contribution has its translation in any case.
        ("/en/a/contributions/930/?translations=1", "en/a/contributions/930/index.html"),
        ("/documents/1/caf%C3%A9.pdf", "documents/1/café.pdf"),
    ],
)
def test_each_address_has_one_file(url: str, file: str) -> None:
    assert file_of(Address.of(url)) == file


@pytest.mark.parametrize(
    ("url", "is_in"),
    [
        ("/en/a/", True),
        ("/en/a/b/?page=3", True),
        ("/en/a/b/?page=x", False),
        ("/en/a/b/?page=2&translations=1", True),
        ("/en/a/print/?size=large", False),
        ("/en/a/contributions/?language=fr&page=2", False),
        ("/en/ab/", False),
        ("/en/a/../secret/", False),
        ("/media/x.webp", True),
        ("/admin/", False),
    ],
)
def test_the_section_its_files_and_the_pages_of_its_lists_are_in_the_copy(
    url: str, is_in: bool
) -> None:
    assert Section(["/en/a/"]).has(Address.of(url)) is is_in


def test_pdfs_can_be_left_out() -> None:
    assert not Section(["/en/a/"], with_pdf=False).has(Address("/en/a/print.pdf"))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/en/a/b/#part", "b/index.html#part"),
        ("b/", "b/index.html"),
        (f"{ORIGIN}/en/a/b/", "b/index.html"),
        ("#here", "#here"),
        ("/en/search/", f"{ORIGIN}/en/search/"),
        ("https://elsewhere.example/en/a/b/", "https://elsewhere.example/en/a/b/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_links_lead_within_the_copy_or_to_the_site(link: str, expected: str) -> None:
    page = f'<!doctype html><html><body><a href="{link}">x</a></body></html>'.encode()
    text = rewritten(page, f"{ORIGIN}/en/a/", "en/a/index.html", ORIGIN, FILES.get).decode()
    assert f'href="{expected}"' in text


def test_what_needs_a_server_is_left_out_and_sources_are_relative() -> None:
    page = (
        b"<!doctype html><html><head><script src='/static/x.js'></script></head><body>"
        b"<form><input></form><img src='/static/x.png' srcset='/static/x.png 2x'></body></html>"
    )
    text = rewritten(page, f"{ORIGIN}/en/a/", "en/a/index.html", ORIGIN, FILES.get).decode()
    assert "<form" not in text
    assert "<script" not in text
    assert 'src="../../static/x.png" srcset="../../static/x.png 2x"' in text


def test_a_form_of_versions_becomes_links_to_them() -> None:
    page = (
        b"<!doctype html><html><body><form method='get'><select name='include'>"
        b"<option value=''>Pages alone</option><option value='notes'>With notes</option></select>"
        b"<button formaction='/en/a/print/all/'>Show</button></form></body></html>"
    )
    whole, with_notes = links_of(page, f"{ORIGIN}/en/a/print/all/", ORIGIN)
    assert (whole.url, with_notes.url) == (
        "/en/a/print/all/",
        "/en/a/print/all/?include=notes",
    )
    text = rewritten(page, f"{ORIGIN}/en/a/", "en/a/index.html", ORIGIN, FILES.get).decode()
    assert "<form" not in text
    assert ">Show (With notes)</a>" in text


def test_style_sheets_find_their_pictures() -> None:
    css = b"a { background: url('/static/x.png'); b: url(data:x) }"
    text = rewritten_css(css, f"{ORIGIN}/static/s.css", "static/s.css", ORIGIN, FILES.get)
    assert text == b'a { background: url("x.png"); b: url("data:x") }'
