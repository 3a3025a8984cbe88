"""What an anonymous reader gets, and that nothing else is ever kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import pytest

from tests.conftest import PageFinder
from tests.hidden_pages import HIDINGS
from tests.page_cache.conftest import Commits, Reader

PROTOCOL = "protocol"
PORTAL = "protocol/capacity-building/portal"
MAINSTREAMING = f"{PORTAL}/archive/mainstreaming"
EVERY_KIND = [
    f"/es/{MAINSTREAMING}/objectives/",
    f"/fr/{PORTAL}/",
    f"/en/{PORTAL}/archive/?year=2009",
    f"/en/{MAINSTREAMING}/print/all/",
    f"/en/{MAINSTREAMING}/feed.xml",
    f"/en/{MAINSTREAMING}/calendar.ics",
    "/en/search/",
    "/sitemap.xml",
    "/sitemap-1.xml",
]


@pytest.mark.parametrize("path", EVERY_KIND)
def test_what_was_asked_for_once_is_answered_without_a_query(reader: Reader, path: str) -> None:
    first = reader.get(path)
    assert first["X-Cache"] == "miss"
    with CaptureQueriesContext(connection) as captured:
        again = reader.get(path)
        packed = reader.get(path, accept_encoding="gzip")
        unchanged = reader.get(path, if_none_match=first["ETag"])
        head = reader.client.head(path)
    assert len(captured) == 0
    assert again["X-Cache"] == head["X-Cache"] == "hit"
    assert again.content == first.content
    assert packed["Content-Encoding"] == "gzip"
    assert unchanged.status_code == 304
    for response in (first, again, packed, unchanged):
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()


def test_arguments_that_no_page_reads_make_no_difference_and_reach_no_page(reader: Reader) -> None:
    path = f"/en/{PORTAL}/archive/"
    assert reader.state(f"{path}?utm_source=letter&year=2009&page=1") == "miss"
    assert reader.state(f"{path}?page=1&year=2009&fbclid=abc") == "hit"
    assert "letter" not in reader.get(f"{path}?year=2009&page=1").content.decode()
    assert reader.state(f"{path}?year=2008&page=1") == "miss"
    # The words of a search have no end; its answers are made for whoever asks.
    for words in ("protocol", "protocol", "biosafety"):
        assert reader.state(f"/en/search/?q={words}") == ""
    # What is not found is asked for as the reader asked.
    assert reader.get("/en/nothing/?utm_source=letter").status_code == 404


def test_hosts_schemes_and_languages_are_kept_apart(reader: Reader) -> None:
    assert reader.state("/en/", host="testserver") == "miss"
    assert reader.state("/en/", host="localhost") == "miss"
    assert reader.client.get("/en/", secure=True)["X-Cache"] == "miss"
    assert reader.state("/fr/") == "miss"
    assert reader.get("/en/", host="evil.example").status_code == 400
    for language, home in (("fr", "/fr/"), ("es", "/es/")):
        assert reader.get("/", accept_language=language)["Location"] == home


def test_what_an_editor_or_a_translator_sees_never_enters(
    reader: Reader, as_user: Callable[[str], Client], page_at: PageFinder
) -> None:
    page = page_at(PROTOCOL)
    page.title = "Only in the draft"
    page.save_revision()
    editor = as_user("admin")
    assert "wagtail-userbar" in editor.get(f"/en/{PROTOCOL}/").content.decode()
    draft = editor.get(f"/admin/pages/{page.pk}/view_draft/")
    assert "Only in the draft" in draft.content.decode()
    assert "Only in the draft" in page.make_preview_request().content.decode()
    first = reader.get(f"/en/{PROTOCOL}/")
    assert first["X-Cache"] == "miss"
    for text in ("wagtail-userbar", "Only in the draft", "csrfmiddlewaretoken"):
        assert text not in first.content.decode()
    # Nor is the editor, or a reader who has a CSRF token, served from it.
    assert "wagtail-userbar" in editor.get(f"/en/{PROTOCOL}/").content.decode()
    reader.client.cookies["csrftoken"] = "x" * 32
    assert reader.state(f"/en/{PROTOCOL}/") == ""


@pytest.mark.slow
@pytest.mark.parametrize("hide", HIDINGS)
def test_a_page_that_is_hidden_is_gone_at_once_with_all_below_it(
    reader: Reader, page_at: PageFinder, commits: Commits, hide: Callable[[Any], None]
) -> None:
    page = page_at(MAINSTREAMING)
    paths = [
        f"/en/{MAINSTREAMING}/{below}"
        for below in ("", "objectives/", "print/all/", "feed.xml", "print/?size=large")
    ]
    naming = [f"/en/{PORTAL}/archive/", "/sitemap.xml", "/sitemap-1.xml", f"/es/{MAINSTREAMING}/"]
    for path in [*paths, *naming]:
        assert reader.state(path) == "miss", path
    with commits():
        hide(page)
    for path in paths:
        answer = reader.get(path)
        assert answer.status_code != 200 or "password" in answer.content.decode(), path
        assert page.full_title not in answer.content.decode()
        assert "X-Cache" not in answer
    for path in naming:
        assert f"/en/{MAINSTREAMING}/" not in reader.get(path).content.decode(), path


def test_a_password_opens_a_page_to_one_reader_only(page_at: PageFinder, commits: Commits) -> None:
    page = page_at(PROTOCOL)
    with commits():
        page.view_restrictions.create(restriction_type="password", password="secret")
    rule = page.view_restrictions.get()
    address = reverse("wagtailcore_authenticate_with_password", args=[rule.pk, page.pk])
    guest = Reader()
    guest.client.post(address, {"password": "secret", "return_url": f"/en/{PROTOCOL}/"})
    assert page.summary in guest.get(f"/en/{PROTOCOL}/").content.decode()
    assert page.summary not in Reader().get(f"/en/{PROTOCOL}/").content.decode()


def test_no_page_is_served_past_the_instant_at_which_it_changes_by_itself(
    reader: Reader, page_at: PageFinder, commits: Commits, settings: Any
) -> None:
    settings.PAGE_MAX_AGE = settings.PAGE_CDN_MAX_AGE = 3600
    page = page_at(MAINSTREAMING)
    closing = timezone.now() + timedelta(seconds=90)
    with commits():
        page.opens_at, page.closes_at = closing - timedelta(days=9), closing
        page.save()
    for path in (f"/en/{MAINSTREAMING}/", f"/en/{MAINSTREAMING}/agenda/"):
        reader.get(path)
        directives = dict(part.split("=") for part in reader.get(path)["Cache-Control"].split(", "))
        seconds = {name: int(value) for name, value in directives.items()}
        assert 0 < seconds["max-age"] <= 90
        shared = seconds["s-maxage"]
        assert shared + seconds["stale-while-revalidate"] <= 90
        assert shared + seconds["stale-if-error"] <= 90
        assert reader.state(path) == "hit"
        with patch("time.time", return_value=closing.timestamp() + 1):
            assert reader.state(path) in ("miss", "")
