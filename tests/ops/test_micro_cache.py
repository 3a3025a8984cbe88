"""The sample nginx's micro-cache: what enters it, for whom, and how long it is handed out.

A real nginx with the sample's snippets; in the place of the site stands a server that answers by
the site's own code for kept pages, and counts what it is asked.
"""

import gzip
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

import pytest

from core.caching import cache_headers
from page_cache import cached_response, micro_cache_headers
from tests.servers.nginx_stand_in import Edge, StandIn, in_front_of, served

TEXT = "<p>A page that everybody may read.</p>" * 20
# A page may be so old while the site answers.
OLDEST = 1 + micro_cache_headers.STALE_SECONDS


def kept(text: str = TEXT, until: datetime | None = None) -> Callable[[Any], HttpResponse]:
    """A page that the site's page cache keeps, as it answers with it."""

    def answer(request: Any) -> HttpResponse:
        response = HttpResponse(text)
        cache_headers.allow_caching(response, until)
        now = time.time()
        entry = cached_response.entry_from(response, "now", now)
        assert entry is not None
        return cached_response.answer(entry, request, "hit", now)

    return answer


def gone(_request: Any) -> HttpResponse:
    return HttpResponse("Gone", status=404)


def sign_in(_request: Any) -> HttpResponse:
    response = HttpResponse(status=302, headers={"Location": "/en/_util/login/"})
    response.set_cookie("csrftoken", "secret")
    return response


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    site = StandIn()
    with served(site) as port, in_front_of(port, tmp_path_factory.mktemp("nginx")) as nginx:
        yield Edge(nginx, site)


@pytest.fixture
def edge(running: Edge) -> Edge:
    running.site.pages = {}
    running.site.asked.clear()
    running.site.seconds = 0.0
    return running


def test_fifty_readers_of_a_page_that_nobody_has_cause_one_request(edge: Edge) -> None:
    edge.site.pages["/en/cold/"] = kept()
    edge.site.seconds = 0.05
    edge.begin_second()
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _number: edge.ask("/en/cold/"), range(50)))
    assert {(answer.status, answer.body) for answer in answers} == {(200, TEXT.encode())}
    assert edge.site.asked["/en/cold/"] == 1


CHANGES = {"changed": kept("<p>New</p>"), "withdrawn": gone, "private": sign_in}


@pytest.mark.long
def test_a_change_is_seen_within_the_bound_and_no_reader_waits_for_it(edge: Edge) -> None:
    """Read all the time, and only once: before the change, and when the bound is over."""
    pages = [f"/en/{change}/{how}/" for change in CHANGES for how in ("often", "once")]
    edge.site.pages = dict.fromkeys(pages, kept())
    edge.site.seconds = 0.05
    edge.begin_second()
    assert [edge.ask(path).status for path in pages] == [200] * len(pages)
    edge.site.pages = {path: CHANGES[path.split("/")[2]] for path in pages}
    changed_at = time.time()
    often, states = [path for path in pages if "often" in path], Counter[str]()
    while (passed := time.time() - changed_at) < OLDEST:
        for path in often:
            answer = edge.ask(path)
            is_old = answer.body == TEXT.encode()
            states[answer.state] += is_old
    assert passed < OLDEST + 1, "Too busy a machine to tell."
    for path in pages:
        answer = edge.ask(path)
        expected = CHANGES[path.split("/")[2]](RequestFactory().get("/"))
        assert (answer.status, answer.body) == (expected.status_code, expected.content)
    # Who got an old page got it at once.
    assert set(+states) <= {"HIT", "STALE", "UPDATING"}
    assert states["STALE"] + states["UPDATING"] > 0
    # Once before, and from the next second on.
    assert edge.site.asked["/en/changed/often/"] in (2, 3)
    assert edge.site.asked["/en/changed/once/"] == 2


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/en/", "GET", {"Cookie": "_ga=1; sessionid=abc"}),
        ("/en/", "GET", {"Cookie": "csrftoken=abc"}),
        ("/en/", "GET", {"Cookie": "messages=abc"}),
        ("/en/", "GET", {"Cookie": "django_language=fr"}),
        ("/en/", "GET", {"Authorization": "Basic abc"}),
        ("/en/", "GET", {"Range": "bytes=0-1"}),
        ("/en/", "POST", {}),
        ("/admin/", "GET", {}),
        ("/documents/1/", "GET", {}),
        ("/", "GET", {"Accept-Language": "fr"}),
    ],
)
def test_whoever_is_somebody_and_what_is_no_page_pass_by(
    edge: Edge, path: str, method: str, headers: dict[str, str]
) -> None:
    edge.site.pages[path] = kept()
    edge.ask(path)
    edge.site.asked.clear()
    for _time in range(2):
        assert edge.ask(path, method, **headers).status == 200
    assert edge.site.asked[path] == 2
    assert headers.items() <= edge.site.last.items()
    if method == "GET":
        assert "X-Micro-Cache" not in edge.site.last


def test_the_cookies_that_pass_by_are_those_of_the_settings() -> None:
    text = (Path(__file__).parents[2] / "deploy/nginx/snippets/http.conf").read_text()
    names = (
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        "messages",
        settings.LANGUAGE_COOKIE_NAME,
    )
    assert f"({'|'.join(names)})=" in text


def with_cookie(request: Any) -> HttpResponse:
    response = kept()(request)
    response.set_cookie("csrftoken", "secret")
    return response


def for_a_while(_request: Any) -> HttpResponse:
    return HttpResponse(TEXT, headers={"Cache-Control": "public, max-age=600"})


@pytest.mark.parametrize(
    "answer",
    [
        with_cookie,
        for_a_while,
        gone,
        sign_in,
        # It changes before the bound is over.
        lambda request: kept(until=timezone.now() + timedelta(seconds=1))(request),
    ],
)
def test_nothing_else_ever_enters(edge: Edge, answer: Callable[[Any], HttpResponse]) -> None:
    edge.site.pages["/en/never/"] = answer
    for _time in range(2):
        edge.ask("/en/never/")
    assert edge.site.asked["/en/never/"] == 2


def test_each_reader_gets_the_form_that_was_asked_for(edge: Edge) -> None:
    edge.site.pages["/fr/forms/"] = kept()
    edge.begin_second()
    plain = edge.ask("/fr/forms/", Accept_Encoding="br, gzip;q=0")
    packed = edge.ask("/fr/forms/", Accept_Encoding="deflate, gzip;q=0.5")
    assert (plain.body, gzip.decompress(packed.body)) == (TEXT.encode(), TEXT.encode())
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    again = [edge.ask("/fr/forms/", Accept_Encoding=one) for one in ("GZIP", "gzip, br", "br")]
    assert [answer.headers.get("Content-Encoding") for answer in again] == ["gzip", "gzip", None]
    head = edge.ask("/fr/forms/", "HEAD")
    assert (head.state, head.body, head.headers["ETag"]) == ("HIT", b"", plain.headers["ETag"])
    known = edge.ask("/fr/forms/", If_None_Match=plain.headers["ETag"])
    assert (known.status, known.state, known.body) == (304, "HIT", b"")
    assert edge.ask("/fr/forms/", If_None_Match='W/"other"').status == 200
    assert edge.ask("/fr/forms/", Cookie="_ga=1; my_sessionid=x").state == "HIT"
    assert edge.site.asked["/fr/forms/"] == 2
    assert edge.ask("/fr/forms/?page=2").state == "MISS"
    assert edge.ask("/fr/forms/", Host="another.example").state == "MISS"


def test_the_headers_are_those_of_the_site_and_of_this_request(edge: Edge) -> None:
    until = timezone.now() + timedelta(seconds=30)
    edge.site.pages["/es/heads/"] = kept(until=until)
    edge.begin_second()
    first, second = edge.ask("/es/heads/"), edge.ask("/es/heads/")
    assert (first.state, second.state) == ("MISS", "HIT")
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]
    assert first.headers["Cache-Control"] == second.headers["Cache-Control"]
    parts = dict(part.split("=") for part in first.headers["Cache-Control"].split(", "))
    assert parts["max-age"] == "0"
    # As the site says it to readers, and shorter by the bound.
    assert 20 < int(parts["stale-if-error"]) <= 30 - OLDEST
    assert {"X-Accel-Expires", "X-Reader-Cache-Control"}.isdisjoint(second.headers)
    direct = kept()(RequestFactory().get("/es/heads/"))
    assert {"X-Accel-Expires", "X-Reader-Cache-Control"}.isdisjoint(direct.headers)


def test_a_site_that_is_away_is_bridged_for_a_while_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(micro_cache_headers, "ERROR_SECONDS", 2)
    site = StandIn()
    site.pages = {"/en/read/": kept()}
    with served(site) as port, in_front_of(port, tmp_path) as nginx:
        edge = Edge(nginx, site)
        edge.begin_second()
        assert edge.ask("/en/read/").state == "MISS"
        site.is_away = True
        time.sleep(OLDEST)
        assert {edge.ask("/en/read/").status for _time in range(5)} == {200}
        time.sleep(1)
        assert edge.ask("/en/read/").status != 200
        assert edge.ask("/en/other/").status != 200
