"""Log lines: one JSON object each, joined by the request's id, without personal data."""

import json
import logging
from collections.abc import Iterator
from typing import Any

from django.test import Client

from wagtail.models import Page

import pytest

from ops import request_ids
from ops.json_logging import JsonFormatter, scrub
from ops.request_ids import HEADER
from tests.conftest import PageFinder

READER = "203.0.113.77"


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter())
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record))

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(text) for text in self.texts]


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler, root = Lines(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.setLevel(level)
    root.removeHandler(handler)


def test_all_lines_of_a_request_carry_the_id_that_the_proxy_gave(
    client: Client, home: Page, lines: Lines
) -> None:
    response = client.get("/en/nothing/", headers={HEADER: "from-the-proxy-1"})
    assert response[HEADER] == "from-the-proxy-1"
    assert {line.get("request_id") for line in lines.objects} == {"from-the-proxy-1"}
    access = next(line for line in lines.objects if line["logger"] == "ops.access")
    assert (access["method"], access["path"], access["status"]) == ("GET", "/en/nothing/", 404)
    assert access["milliseconds"] >= 0
    assert access["time"].endswith("+00:00")


@pytest.mark.parametrize(
    "given", ["", "short", "a b c d e f g", "x" * 65, "line\\nbreak-12345", "<b>12345678"]
)
def test_an_id_that_is_not_well_formed_is_replaced(client: Client, home: Page, given: str) -> None:
    made = client.get("/robots.txt", headers={HEADER: given})[HEADER]
    assert made != given
    assert len(made) == 32


def test_no_line_says_who_the_reader_is_or_what_they_look_for(
    client: Client, account: Any, page_at: PageFinder, lines: Lines
) -> None:
    client.force_login(account("editor"))
    client.raise_request_exception = False
    client.get("/en/search/?q=biopiracy", REMOTE_ADDR=READER, headers={"X-Forwarded-For": READER})
    client.get("/en/nothing/?q=biopiracy", REMOTE_ADDR=READER)
    client.get("/admin/password_reset/confirm/Mg/abc-secrettoken/", REMOTE_ADDR=READER)
    client.post("/admin/login/", {"username": "editor", "password": "biopiracy"})

    def broken() -> None:
        logging.getLogger("axes").warning("Repeated failure of %s from %s.", "editor", READER)
        try:
            raise ValueError("no such word: biopiracy")
        except ValueError:
            logging.getLogger("django.request").exception("Fault at %s", "/en/search/?q=biopiracy")

    broken()
    text = "\n".join(lines.texts)
    assert len(lines.texts) >= 5
    for secret in (READER, "biopiracy", "editor", "secrettoken"):
        assert secret not in text
    fault = next(line for line in lines.objects if "error" in line)
    assert fault["error"]["type"] == "builtins.ValueError"
    assert any("broken" in place for place in fault["error"]["at"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 203.0.113.77 and 203.0.113.77:8000.", "from (hidden) and (hidden):8000."),
        ("from 2001:db8::1, at 12:30:45", "from (hidden), at 12:30:45"),
        (
            "Wagtail 8.0.1 took 1.5 s at 2026-11-25 12:30",
            "Wagtail 8.0.1 took 1.5 s at 2026-11-25 12:30",
        ),
        ("Not Found: /en/search/?q=word", "Not Found: /en/search/"),
    ],
)
def test_addresses_and_queries_are_hidden_and_nothing_else(text: str, expected: str) -> None:
    assert scrub(text) == expected


def test_the_id_ends_with_its_request(client: Client, home: Page) -> None:
    assert client.get("/robots.txt", headers={HEADER: "x" * 20})[HEADER] == "x" * 20
    assert request_ids.current() == ""
