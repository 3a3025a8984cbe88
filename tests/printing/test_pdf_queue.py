"""A PDF that takes long is made outside the threads that serve pages; its reader need not wait."""

import threading
import time
from collections.abc import Iterator
from typing import Any

from django.core.cache import caches
from django.test import Client

import pytest

from printing.errors import RefusedError
from printing.pdf import pdf_queue, renderer
from tests.printing.readers import OBJECTIVES, needs_pango

pytestmark = [needs_pango, pytest.mark.django_db]
ADDRESS = f"/es/{OBJECTIVES}/print.pdf"


class Engine:
    """In place of WeasyPrint: makes a document when it is told to."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.made: list[str] = []
        self.most_at_once = 0
        self._running = 0
        self.fault: RefusedError | None = None

    def render(self, html: str) -> bytes:
        self._running += 1
        self.most_at_once = max(self.most_at_once, self._running)
        self.go_on.wait(30)
        self._running -= 1
        self.made.append(html)
        if self.fault is not None:
            raise self.fault
        return b"%PDF-1.7"


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Engine]:
    settings.PDF_WAIT_SECONDS = 0.05
    made = Engine()
    monkeypatch.setattr(renderer, "render", made.render)
    yield made
    made.go_on.set()
    until(lambda: not pdf_queue._queue.events)


def until(holds: Any) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_page_says_so_in_the_readers_language_and_reloads_until_the_pdf_is_there(
    client: Client, engine: Engine
) -> None:
    response = client.get(ADDRESS)
    html = response.content.decode()
    assert (response.status_code, response["Refresh"]) == (202, "3")
    assert "no-store" in response["Cache-Control"]
    assert '<html lang="es"' in html
    assert f'href="{ADDRESS}"' in html
    assert client.get(ADDRESS).status_code == 202
    engine.go_on.set()
    until(lambda: not pdf_queue.is_pending(ADDRESS))
    ready = client.get(ADDRESS)
    assert (ready.status_code, ready["Content-Type"]) == (200, "application/pdf")
    assert "Refresh" not in ready
    assert len(engine.made) == 1


def test_looking_again_does_not_draw_the_document_again(
    client: Client, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get(ADDRESS).status_code == 202
    monkeypatch.delattr("printing.views.make_sheet")
    assert client.get(ADDRESS).status_code == 202


def test_a_refusal_reaches_the_reader_who_waits(client: Client, engine: Engine) -> None:
    engine.fault = RefusedError("Demasiado largo.", status=413)
    assert client.get(ADDRESS).status_code == 202
    engine.go_on.set()
    until(lambda: not pdf_queue.is_pending(ADDRESS))
    response = client.get(ADDRESS)
    assert response.status_code == 413
    assert "Demasiado largo." in response.content.decode()
    assert "Refresh" not in response


def test_many_documents_are_made_a_few_at_a_time_and_few_readers_wait(
    engine: Engine, settings: Any
) -> None:
    settings.PDF_WAIT_SECONDS = 20
    answers: list[bytes | None] = []

    def ask(number: int) -> None:
        answers.append(pdf_queue.fetch(f"<p>{number}", f"/{number}"))

    readers = [threading.Thread(target=ask, args=(number,)) for number in range(10)]
    for reader in readers:
        reader.start()
    until(lambda: len(answers) == 10 - settings.PDF_WAITING_READERS)
    assert set(answers) == {None}
    engine.go_on.set()
    for reader in readers:
        reader.join()
    until(lambda: len(engine.made) == 10)
    assert engine.most_at_once <= settings.PDF_PARALLEL


def test_a_full_queue_refuses_with_a_time_to_come_back(engine: Engine, settings: Any) -> None:
    settings.PDF_QUEUE = 1
    assert pdf_queue.fetch("<p>1", "/1") is None
    with pytest.raises(RefusedError) as refusal:
        pdf_queue.fetch("<p>2", "/2")
    assert (refusal.value.status, refusal.value.retry_after) == (503, 30)
    assert caches["pdf"].get("pending-/2") is None
