"""The engine: what it is sent, what is taken from it, and that it may fail or be slow."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.translation.machine.engine_program import command
from translation import machine

TEXTS = ["Each Party shall report.", "Ends."]


@pytest.fixture
def program(settings: Any) -> Any:
    def choose(mode: str, seconds: float = 20) -> None:
        settings.MACHINE_TRANSLATION_COMMAND = command(mode)
        settings.MACHINE_TRANSLATION_SECONDS = seconds

    return choose


class Engine(BaseHTTPRequestHandler):
    """Answers as LibreTranslate does; what it is asked is kept by the server."""

    def do_POST(self) -> None:
        server: Any = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.asked.append((self.path, self.headers["Authorization"], json.loads(body)))
        time.sleep(server.delay)
        self.send_response(server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        texts = [text.upper() for text in json.loads(body)["q"]]
        self.wfile.write(json.dumps({"translatedText": texts}).encode())

    def log_message(self, *_args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def service(settings: Any) -> Iterator[Any]:
    server: Any = HTTPServer(("127.0.0.1", 0), Engine)
    server.asked, server.delay, server.status = [], 0, 200
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    settings.MACHINE_TRANSLATION_URL = f"http://127.0.0.1:{server.server_port}/translate"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_is_sent_where_no_engine_is_set_up() -> None:
    assert not machine.is_configured()
    with pytest.raises(machine.MachineError, match="not set up"):
        machine.suggest(TEXTS, "en", "fr")


def test_a_program_answers_text_for_text(program: Any) -> None:
    program("upper")
    assert machine.suggest(TEXTS, "en", "fr") == [text.upper() for text in TEXTS]
    assert machine.suggest([], "en", "fr") == []


def test_languages_and_official_terms_go_with_the_texts(program: Any) -> None:
    program("request")
    [answer] = machine.suggest(["A Party."], "en", "zh-hans", [machine.Term("Party", "缔约方")])
    assert json.loads(answer) == {
        "q": ["A Party."],
        "source": "en",
        "target": "zh-Hans",
        "format": "text",
        "terms": [{"source": "Party", "target": "缔约方"}],
    }


def test_a_program_sees_no_password_of_the_site(
    program: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "secret")
    program("environment")
    [names] = machine.suggest(["Which?"], "en", "fr")
    assert "PATH" in names.split()
    assert "SECRET_KEY" not in names.split()


@pytest.mark.parametrize("mode", ["fail", "words", "fewer"])
def test_a_program_that_fails_or_talks_nonsense_gives_no_suggestion(
    program: Any, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    program(mode)
    with pytest.raises(machine.MachineError, match="failed"):
        machine.suggest(TEXTS, "en", "fr")
    assert "machine translation: " in caplog.text
    assert TEXTS[0] not in caplog.text


def test_a_program_that_is_not_there_gives_no_suggestion(settings: Any) -> None:
    settings.MACHINE_TRANSLATION_COMMAND = "/missing/engine"
    with pytest.raises(machine.MachineError, match="failed"):
        machine.suggest(TEXTS, "en", "fr")


def test_a_slow_program_is_ended_and_said_to_be_slow(program: Any) -> None:
    program("sleep", seconds=0.5)
    begun = time.monotonic()
    with pytest.raises(machine.MachineError, match=r"within 0\.5 seconds"):
        machine.suggest(TEXTS, "en", "fr")
    assert time.monotonic() - begun < 15


def test_a_service_is_asked_with_its_key(service: Any, settings: Any) -> None:
    settings.MACHINE_TRANSLATION_KEY = "key"
    assert machine.suggest(TEXTS, "en", "fr") == [text.upper() for text in TEXTS]
    [(path, authorization, request)] = service.asked
    assert (path, authorization, request["q"]) == ("/translate", "Bearer key", TEXTS)


@pytest.mark.parametrize("status", [302, 403, 500])
def test_a_service_that_refuses_or_leads_elsewhere_gives_no_suggestion(
    service: Any, status: int
) -> None:
    service.status = status
    with pytest.raises(machine.MachineError, match="failed"):
        machine.suggest(TEXTS, "en", "fr")
    assert len(service.asked) == 1


def test_a_slow_service_is_given_up(service: Any, settings: Any) -> None:
    settings.MACHINE_TRANSLATION_SECONDS = 0.3
    service.delay = 1
    with pytest.raises(machine.MachineError, match="within"):
        machine.suggest(TEXTS, "en", "fr")


def test_the_longest_contribution_is_sent_and_a_whole_book_is_not(program: Any) -> None:
    program("upper")
    assert len(machine.suggest(["x" * 200, *["xx"] * 10_000], "en", "fr")) == 10_001
    with pytest.raises(machine.MachineError, match="too long"):
        machine.suggest(["x" * 5_000] * 10, "en", "fr")
