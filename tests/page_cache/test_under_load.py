"""Many readers at once, an old page, a database or a cache that is away."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

import pytest

from core.caching import cache_headers
from page_cache import generation, store
from page_cache.cached_response import Entry
from page_cache.lookup import memory
from page_cache.middleware import PageCacheMiddleware
from tests.page_cache.conftest import Reader


class Site:
    """Stands for all that comes after the page cache; counts how often it had to work."""

    def __init__(self) -> None:
        self.renders = 0
        self.is_down = False
        self.guard = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with self.guard:
            self.renders += 1
        time.sleep(0.1)
        response = HttpResponse("<p>A page</p>" * 100, status=503 if self.is_down else 200)
        cache_headers.allow_caching(response)
        return response


def ask_at_once(middleware: PageCacheMiddleware, readers: int) -> Counter[str]:
    start = threading.Barrier(readers)

    def ask(_number: int) -> str:
        start.wait()
        response = middleware(RequestFactory().get("/en/protocol/"))
        assert response.content == b"<p>A page</p>" * 100
        return f"{response.status_code} {response.get('X-Cache', '')}"

    with ThreadPoolExecutor(readers) as pool:
        return Counter(pool.map(ask, range(readers)))


def grow_old(seconds: float) -> None:
    """As if everything had been kept so long ago."""
    memory.forget()
    cache: Any = caches[store.ALIAS]
    for name in [key.removeprefix(":1:") for key in cache._cache]:
        kept = cache.get(name)
        if isinstance(kept, Entry):
            made_at, fresh_until = kept.made_at - seconds, kept.fresh_until - seconds
            cache.set(name, replace(kept, made_at=made_at, fresh_until=fresh_until), 1000)


def test_a_hundred_readers_of_a_cold_page_cause_one_render_and_of_an_old_one_wait_for_none() -> (
    None
):
    site = Site()
    middleware = PageCacheMiddleware(site)
    answers = ask_at_once(middleware, 100)
    assert site.renders == 1
    assert answers == {"200 miss": 1, "200 hit": 99}
    grow_old(3600)
    answers = ask_at_once(middleware, 20)
    assert site.renders == 2
    assert answers["200 miss"] == 1
    assert answers["200 stale"] >= 1
    assert answers["200 stale"] + answers["200 hit"] == 19


def test_while_the_site_fails_an_old_page_is_served_and_the_site_left_in_peace() -> None:
    site = Site()
    middleware = PageCacheMiddleware(site)
    middleware(RequestFactory().get("/en/"))
    grow_old(3600)
    site.is_down = True
    for _attempt in range(3):
        response = middleware(RequestFactory().get("/en/"))
        assert (response.status_code, response["X-Cache"]) == (200, "stale")
        assert int(response["Age"]) >= 3600
        assert response["Warning"].startswith("110")
    assert site.renders == 2
    assert middleware(RequestFactory().get("/fr/")).status_code == 503


def test_without_a_database_what_is_kept_is_served(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reader.state("/en/") == "miss"
    grow_old(3600)
    token, checked_at = store.get(generation.KEY)
    store.put(generation.KEY, (token, checked_at - 3600), None)

    def refuse(*_args: Any) -> Any:
        raise OperationalError("The database is away.")

    with connection.execute_wrapper(refuse):
        for _attempt in range(2):
            answer = reader.get("/en/")
            assert (answer.status_code, answer["X-Cache"]) == (200, "stale")
        assert reader.get("/es/").status_code >= 500


def test_a_cache_that_fails_is_left_alone_for_a_while_and_pages_are_made(reader: Reader) -> None:
    away = {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
        "OPTIONS": {"SOCKET_CONNECT_TIMEOUT": 0.2},
    }
    with override_settings(CACHES=settings.CACHES | {store.ALIAS: away}):
        for _attempt in range(2):
            answer = reader.get("/en/protocol/")
            assert answer.status_code == 200
            assert "X-Cache" not in answer
    assert not store.is_working()
