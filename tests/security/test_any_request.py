"""Whatever is asked for, no answer is an error of the server.

A few hundred requests in each run of the suite; `ANY_REQUESTS=10000` asks for as many.
"""

import os
from typing import Any
from urllib.parse import quote, urlencode

from django.test import Client

from wagtail.models import Page

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.whole_site_urls import PATHS

HOW_MANY = int(os.environ.get("ANY_REQUESTS", "300"))
SPECIAL = [
    "\0",
    "%00",
    "..",
    "../..",
    "%2e%2e",
    "'",
    '"',
    ";",
    "\\",
    "<script>",
    "\u202e",
    "é",
    "🦋",
    "'" * 300,
    "%ff",
]
KNOWN = [
    "print",
    "print.pdf",
    "all",
    "feed.xml",
    "calendar.ics",
    "search",
    "translation-wanted",
    "1",
    "_util",
    "login",
    "documents",
    "media",
    "static",
    "admin",
    "sitemap.xml",
    "sitemap-1.xml",
]

junk = st.one_of(st.sampled_from(SPECIAL), st.text(max_size=30), st.integers().map(str))
segments = st.one_of(st.sampled_from([*KNOWN, "en", "es", "fr", "de"]), junk)
made_up = st.lists(segments, max_size=6).map("/".join)
real = st.tuples(
    st.sampled_from(["en", "es", "fr"]),
    st.sampled_from(PATHS),
    st.sampled_from(["", "print/", "print/all/", "feed.xml", "calendar.ics"]),
)
paths = st.one_of(
    made_up, real.map(lambda parts: f"{parts[0]}/{parts[1]}/{parts[2]}".replace("//", "/"))
)
names = st.one_of(
    st.sampled_from(
        [
            "q",
            "page",
            "year",
            "topic",
            "section",
            "language",
            "sort",
            "beside",
            "size",
            "next",
            "thanks",
            "p",
        ]
    ),
    junk,
)
queries = st.lists(st.tuples(names, junk), max_size=4)
latin = st.text(
    st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40
)
headers = st.dictionaries(
    st.sampled_from(
        [
            "ACCEPT_LANGUAGE",
            "ACCEPT",
            "REFERER",
            "USER_AGENT",
            "IF_NONE_MATCH",
            "IF_MODIFIED_SINCE",
            "RANGE",
            "X_FORWARDED_FOR",
            "X_REQUESTED_WITH",
            "ORIGIN",
            "CACHE_CONTROL",
            "ACCEPT_ENCODING",
        ]
    ),
    latin,
    max_size=3,
)
cookies = st.dictionaries(
    st.sampled_from(["sessionid", "csrftoken", "django_language", "messages", "x"]),
    latin,
    max_size=2,
)
methods = st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS", "FOO"])


@pytest.mark.slow
@settings(max_examples=HOW_MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(method=methods, path=paths, query=queries, headers=headers, cookies=cookies)
def test_no_request_makes_an_error(
    home: Page,
    method: str,
    path: str,
    query: list[tuple[str, str]],
    headers: dict[str, str],
    cookies: dict[str, str],
) -> None:
    client = Client(raise_request_exception=False)
    extra: dict[str, Any] = {f"HTTP_{name}": value for name, value in headers.items()}
    extra["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    text = urlencode(query, errors="replace")
    raw = quote(path, safe="/%", errors="replace")
    answer = client.generic(method, f"/{raw}", QUERY_STRING=text, **extra)
    assert answer.status_code < 500, (method, path, query, headers, cookies)
