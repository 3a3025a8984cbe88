"""Nothing that a reader sends makes search fail."""

import re

from django.test import Client

from wagtail.models import Page

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.tokenizer import words
from tests.search.result_pages import titles


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '";',
        "  ",
        "\x00",
        "a\x00b",
        "AND OR NOT NEAR(",
        "title:*",
        "-",
        "* ^ ( {",
        "%",
        "_",
        "'",
    ],
)
def test_no_punctuation_makes_search_fail(client: Client, home: Page, query: str) -> None:
    titles(client, query)


def test_a_query_of_ten_kilobytes_is_shortened_and_says_so(client: Client, home: Page) -> None:
    response = client.get("/en/search/", {"q": "biosafety " * 1000})
    assert "Only the first 200 characters were looked for." in response.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "abc", "99999999999999999999", "1.5", "\x00"])
def test_no_page_number_makes_search_fail(client: Client, home: Page, number: str) -> None:
    assert client.get("/en/search/", {"q": "biosafety", "page": number}).status_code == 200


@pytest.mark.parametrize(
    ("charset", "query"), [("utf-7", "%2B2AA-"), ("unicode_escape", "%5Cud800")]
)
def test_no_claim_about_the_charset_makes_search_fail(
    client: Client, home: Page, charset: str, query: str
) -> None:
    environ = {"CONTENT_TYPE": f"text/plain; charset={charset}", "QUERY_STRING": f"q={query}"}
    assert client.get("/en/search/", **environ).status_code == 200


@given(query=st.text())
def test_words_hold_letters_and_digits_only(query: str) -> None:
    assert all(re.fullmatch(r"[^\W_]+", word) for word in words(query))


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_search_takes_no_input_but_its_address(client: Client, home: Page, method: str) -> None:
    assert getattr(client, method)("/en/search/").status_code == 405
