"""Waiting for the address of a host name is limited, whatever the resolver does."""

import inspect
import socket
import threading
import time
from typing import Any

from django.db import connection

import pytest

from core.outside_services import name_lookups
from core.outside_services.name_lookups import LimitedLookups
from ops.postgresql.base import StalledServerError, with_addresses

ANSWER = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 80))]


class Resolver:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.answers = threading.Event()
        self.error: OSError | None = None
        self.asked = 0

    def __call__(self, *_question: Any) -> list[Any]:
        self.asked += 1
        assert self.answers.wait(10)
        if self.error:
            raise self.error
        return ANSWER


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Resolver:
    monkeypatch.setattr(name_lookups, "SECONDS", 0.1)
    return Resolver()


def test_stock_lookups_take_no_time_limit() -> None:
    """When this fails, a limit may be set where the names are looked up."""
    arguments = inspect.signature(socket.getaddrinfo).parameters
    assert list(arguments) == list(inspect.signature(LimitedLookups.__call__).parameters)[1:]


def test_a_hanging_lookup_is_waited_for_once_and_its_answer_is_used_later(
    resolver: Resolver,
) -> None:
    lookup = LimitedLookups(resolver)
    began = time.monotonic()
    for _time in range(20):
        with pytest.raises(socket.gaierror, match="does not answer"):
            lookup("cache.example.org", 6379)
    assert 0.1 <= time.monotonic() - began < 1
    assert resolver.asked == 1
    resolver.answers.set()
    while lookup._pending:
        time.sleep(0.01)
    assert lookup("cache.example.org", 6379) == ANSWER
    assert resolver.asked == 1


def test_an_address_that_is_known_outlives_the_resolver(
    resolver: Resolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    lookup = LimitedLookups(resolver)
    resolver.answers.set()
    assert [lookup("cache.example.org", 1) for _time in range(2)] == [ANSWER] * 2
    assert resolver.asked == 1
    monkeypatch.setattr(name_lookups, "FRESH_SECONDS", 0.0)
    resolver.answers.clear()
    assert lookup("cache.example.org", 1) == ANSWER
    assert resolver.asked == 2
    resolver.error = socket.gaierror(socket.EAI_AGAIN, "Try again.")
    resolver.answers.set()
    assert lookup("cache.example.org", 1) == ANSWER


def test_errors_addresses_and_too_many_names(
    resolver: Resolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    lookup = LimitedLookups(socket.getaddrinfo)
    assert lookup("127.0.0.1", 80) == socket.getaddrinfo("127.0.0.1", 80)
    assert lookup(None, 80, type=socket.SOCK_STREAM)
    assert lookup("::1", 80)[0][4][0] == "::1"
    assert lookup._known == {}
    monkeypatch.setattr(name_lookups, "MOST_PENDING", 0)
    with pytest.raises(socket.gaierror):
        LimitedLookups(resolver)("one.example.org", 80)
    monkeypatch.undo()
    resolver.error = socket.gaierror(socket.EAI_NONAME, "unknown")
    resolver.answers.set()
    with pytest.raises(socket.gaierror, match="unknown"):
        LimitedLookups(resolver)("two.example.org", 80)


def test_a_lookup_that_got_no_thread_is_begun_anew(
    resolver: Resolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    lookup = LimitedLookups(resolver)
    resolver.answers.set()
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", fail)
        with pytest.raises(socket.gaierror):
            lookup("cache.example.org", 6379)
    assert lookup("cache.example.org", 6379) == ANSWER


def test_a_database_server_is_connected_to_by_all_its_addresses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """libpq would look the name up by itself, without a limit."""
    found = [(0, 0, 0, "", (address, 5432)) for address in ("::1", "192.0.2.1", "::1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_named: found)
    server = {"host": "database", "port": "5432"}
    addresses = {"host": "database,database", "hostaddr": "::1,192.0.2.1"}
    assert with_addresses(server) == {**server, **addresses}
    for host in ("/run/postgresql", "one,another", ""):
        assert with_addresses({"host": host}) == {"host": host}

    def fail(*_arguments: Any, **_named: Any) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "The resolver does not answer.")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(StalledServerError):
        with_addresses(server)


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db
def test_statements_are_not_compiled() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
