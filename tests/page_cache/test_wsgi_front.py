"""Kept pages handed out before Django, against the answers of Django itself."""

import logging
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.http.response import ResponseHeaders
from django.test import RequestFactory
from django.test.client import ClientHandler

import pytest

from ops import request_ids
from page_cache import generation, store
from page_cache.cached_response import Entry
from page_cache.lookup import LARGEST, MOST_PAGES, Lookup, Memory, memory
from page_cache.lookup import Asked as AskedPage
from page_cache.wsgi_front import Front
from tests.conftest import PageFinder
from tests.page_cache.conftest import Commits

PAGE = "protocol/capacity-building/portal/archive/mainstreaming/objectives"
OBJECTIVES = f"/es/{PAGE}/"
ASKED = [
    (OBJECTIVES, {}),
    (OBJECTIVES, {"HTTP_ACCEPT_ENCODING": "gzip, br"}),
    (OBJECTIVES, {"HTTP_IF_NONE_MATCH": 'W/"another"'}),
    (OBJECTIVES, {"secure": True}),
    (f"{OBJECTIVES}?utm_source=letter", {}),
    (f"{OBJECTIVES}print/", {"HTTP_ACCEPT_ENCODING": "gzip"}),
    ("/en/protocol/capacity-building/portal/feed.xml", {}),
    ("/sitemap.xml", {}),
]
NEVER_ALIKE = {"X-Request-ID", "X-Cache", "Expires"}


class Asked:
    """An application that is asked, and how often Django was."""

    def __init__(self) -> None:
        self.front = Front(self.behind)
        self.times = 0

    def behind(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.times += 1
        response = ClientHandler(enforce_csrf_checks=False)(environ)
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items()])
        return [response.content]

    def ask(
        self, application: Any, path: str, method: str = "GET", secure: bool = False, **environ: Any
    ) -> Any:
        """Status line, headers and body."""
        head: list[Any] = []
        request = RequestFactory(**environ).generic(method, path, secure=secure)
        body = application(request.environ, lambda *given: head.extend(given))
        return head[0], dict(head[1]), b"".join(body)

    def is_answered_by_django(self, path: str, method: str = "GET", **environ: Any) -> bool:
        before = self.times
        self.ask(self.front, path, method, **environ)
        return self.times > before


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def kept(asked: Asked) -> Asked:
    assert asked.is_answered_by_django(OBJECTIVES)
    assert not asked.is_answered_by_django(OBJECTIVES)
    return asked


@pytest.mark.parametrize(("path", "environ"), ASKED)
def test_the_answer_is_that_of_django(
    asked: Asked, settings: Any, path: str, environ: dict[str, str]
) -> None:
    settings.SECURE_HSTS_SECONDS = 3600
    asked.ask(asked.behind, path, **environ)
    status, headers, body = asked.ask(asked.behind, path, **environ)
    assert headers["X-Cache"] == "hit"
    before = asked.times
    assert asked.ask(asked.front, path, **environ)[0] == status == "200 OK"
    _status, ours, our_body = asked.ask(asked.front, path, **environ)
    assert asked.times == before
    assert our_body == body
    assert ours.keys() == headers.keys()
    assert [n for n in headers if n not in NEVER_ALIKE and ours[n] != headers[n]] == []
    assert ("Strict-Transport-Security" in ours) == ("secure" in environ)
    assert "default-src 'none'" in ours["Content-Security-Policy"]


def test_who_has_it_already_gets_a_bare_304(kept: Asked) -> None:
    etag = kept.ask(kept.front, OBJECTIVES)[1]["ETag"]
    environ = {"HTTP_IF_NONE_MATCH": etag}
    theirs = kept.ask(kept.behind, OBJECTIVES, **environ)
    before = kept.times
    status, headers, body = kept.ask(kept.front, OBJECTIVES, **environ)
    assert (status, body, kept.times) == ("304 Not Modified", b"", before)
    assert headers.keys() == theirs[1].keys()


@pytest.mark.parametrize(
    ("path", "method", "environ"),
    [
        (OBJECTIVES, "HEAD", {}),
        (OBJECTIVES, "POST", {}),
        (OBJECTIVES, "GET", {"HTTP_COOKIE": "sessionid=abc"}),
        (OBJECTIVES, "GET", {"HTTP_AUTHORIZATION": "Basic abc"}),
        (OBJECTIVES, "GET", {"HTTP_HOST": "evil.example"}),
        (f"{OBJECTIVES}?{'a=1&' * 20_000}", "GET", {}),
        ("/es/search/?q=agua", "GET", {}),
        ("/es/nada/", "GET", {}),
        ("/admin/", "GET", {}),
        ("/healthz", "GET", {}),
    ],
)
def test_what_is_not_kept_for_all_is_django_s(
    kept: Asked, path: str, method: str, environ: dict[str, str]
) -> None:
    for _time in range(2):
        assert kept.is_answered_by_django(path, method, **environ)


def test_within_a_blink_the_cache_is_asked_once(
    kept: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("page_cache.lookup.GLANCE", 3600)
    kept.ask(kept.front, OBJECTIVES)
    with monkeypatch.context() as away:
        away.setattr(store, "get_many", lambda *_keys: pytest.fail("The cache was asked again."))
        assert not kept.is_answered_by_django(OBJECTIVES)
        assert not kept.is_answered_by_django(OBJECTIVES, HTTP_ACCEPT_ENCODING="gzip")
    # Another process has begun a generation; the blink is over.
    store.put(generation.KEY, ("of-another-process", time.time()), None)
    assert not kept.is_answered_by_django(OBJECTIVES)
    memory.forget()
    assert kept.is_answered_by_django(OBJECTIVES)


def test_a_process_remembers_few_and_small_pages_of_one_generation() -> None:
    small = Entry("now", 200, ResponseHeaders({}), b"x", False, 0.0, time.time() + 60, None, {})
    large, old = replace(small, body=b"x" * (LARGEST + 1)), replace(small, generation="before")
    memory, begun = Memory(), generation.begun_here()

    def hear(token: str, key: str, entry: Entry) -> None:
        page, known = AskedPage(key, "", is_whole=True), (token, time.time())
        memory.hear(Lookup(page, known, entry, time.time()), begun)

    def find(key: str) -> Entry | None:
        found = memory.find(AskedPage(key, "", is_whole=True))
        return found and found.entry

    for number in range(MOST_PAGES + 1):
        hear("now", f"page {number}", small)
    assert find("page 0") is None
    assert find(f"page {MOST_PAGES}") == small
    hear("now", "large", large)
    # A slow thread may still bring what belonged to the generation before.
    hear("now", "old", old)
    assert find("large") is find("old") is None
    hear("later", "page 1", replace(small, generation="later"))
    assert find(f"page {MOST_PAGES}") is None


def test_nothing_is_handed_out_while_the_site_is_closed(
    kept: Asked, settings: Any, tmp_path: Path
) -> None:
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    settings.MAINTENANCE_FILE.touch()
    assert kept.ask(kept.front, OBJECTIVES)[0].startswith("503")


def test_a_change_is_seen_at_once(kept: Asked, page_at: PageFinder, commits: Commits) -> None:
    page = page_at(PAGE, "es")
    with commits():
        page.title = "Objetivos revisados"
        page.save_revision().publish()
    _status, headers, body = kept.ask(kept.front, OBJECTIVES)
    assert (headers["X-Cache"], "Objetivos revisados" in body.decode()) == ("miss", True)


def test_a_page_that_is_withdrawn_is_gone_at_once(
    kept: Asked, page_at: PageFinder, commits: Commits
) -> None:
    with commits():
        page_at(PAGE, "es").unpublish()
    assert kept.ask(kept.front, OBJECTIVES)[0].startswith("404")


def test_an_old_page_an_old_check_and_a_cache_that_is_away_go_on_to_django(
    kept: Asked, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("page_cache.lookup.GLANCE", 0.0)
    memory.forget()
    monkeypatch.setattr(generation, "CHECKED_EVERY", 0.0)
    assert kept.is_answered_by_django(OBJECTIVES)
    monkeypatch.undo()
    caches[store.ALIAS].clear()
    settings.PAGE_CACHE_FRESH = 0
    for _time in range(2):
        assert kept.is_answered_by_django(OBJECTIVES)
    monkeypatch.setattr(store, "is_working", lambda: False)
    assert kept.ask(kept.front, OBJECTIVES)[0] == "200 OK"


def test_each_answer_has_a_number_and_a_line_in_the_log(
    kept: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="ops.access"):
        given = kept.ask(kept.front, OBJECTIVES, HTTP_X_REQUEST_ID="given-by-nginx")[1]
        made = kept.ask(kept.front, OBJECTIVES)[1]
    assert given["X-Request-ID"] == "given-by-nginx"
    assert len(made["X-Request-ID"]) == 32
    lines = [record.data for record in caplog.records if record.name == "ops.access"]
    assert [(line["path"], line["status"]) for line in lines] == [(OBJECTIVES, 200)] * 2
    assert request_ids.current() == ""
