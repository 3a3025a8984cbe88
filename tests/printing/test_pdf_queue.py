"""A PDF that takes long is made outside the threads that serve pages; its reader need not wait."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client, RequestFactory

import pytest
from filelock import FileLock

from printing.errors import RefusedError
from printing.pdf import document_split, pdf_queue, renderer
from printing.pdf.document_split import MARK
from tests.printing.readers import OBJECTIVES, needs_pango

pytestmark = [needs_pango, pytest.mark.django_db]
ADDRESS = f"/es/{OBJECTIVES}/print.pdf"


@dataclass(frozen=True)
class Paper:
    """A document that needs no page."""

    html: str
    is_public: bool = True


class Engine:
    """In place of WeasyPrint: makes a document when it is told to."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.made: list[str] = []
        self.processes: list[int] = []
        self.most_at_once = 0
        self._running = 0
        self.fault: RefusedError | None = None

    def render(self, html: str, processes: int) -> bytes:
        self.processes.append(processes)
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
    settings.PDF_WAIT_SECONDS, settings.PDF_QUEUE = 0.05, 50
    made = Engine()
    monkeypatch.setattr(renderer, "render", made.render)
    yield made
    made.go_on.set()
    until(lambda: not pdf_queue._queue.jobs)


def until(holds: Any) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_page_says_so_in_the_readers_language_and_reloads(client: Client, engine: Engine) -> None:
    response = client.get(ADDRESS)
    html = response.content.decode()
    assert (response.status_code, response["Refresh"]) == (202, "3")
    assert "no-store" in response["Cache-Control"]
    assert '<html lang="es"' in html
    assert f'href="{ADDRESS}"' in html
    assert "<script" not in html


def test_who_comes_back_gets_the_pdf_without_another_drawing(engine: Engine) -> None:
    drawn: list[int] = []

    def draw() -> Paper:
        drawn.append(1)
        return Paper("<p>1")

    assert pdf_queue.fetch("one", draw) is None
    assert pdf_queue.fetch("one", draw) is None
    engine.go_on.set()
    until(lambda: not pdf_queue.is_pending("one"))
    document = pdf_queue.fetch("one", draw)
    assert document is not None
    assert (document.pdf, document.is_public) == (b"%PDF-1.7", True)
    assert (len(drawn), len(engine.made)) == (1, 1)


def test_the_outcome_is_its_readers_and_is_told_once(engine: Engine) -> None:
    """Another reader, and the same one later, may see other pages of a section; so may a host."""
    engine.go_on.set()
    requests = [
        RequestFactory().get("/en/print.pdf", headers={"host": host})
        for host in ("testserver", "testserver", "localhost")
    ]
    requests[0].COOKIES["sessionid"] = "a"
    assert len({pdf_queue.name_of(request) for request in requests}) == 3
    drawn: list[str] = []

    def draw() -> Paper:
        drawn.append("again")
        return Paper("<p>1")

    for _ in range(3):
        until(lambda: pdf_queue.fetch("one", draw) is not None)
    assert len(drawn) == 3


def test_a_refusal_reaches_the_reader_who_comes_back(engine: Engine) -> None:
    engine.fault = RefusedError("Demasiado largo.", status=413)
    assert pdf_queue.fetch("one", lambda: Paper("<p>1")) is None
    engine.go_on.set()
    until(lambda: not pdf_queue.is_pending("one"))
    with pytest.raises(RefusedError) as refusal:
        pdf_queue.fetch("one", lambda: Paper("<p>1"))
    assert (refusal.value.message, refusal.value.status) == ("Demasiado largo.", 413)


def test_many_documents_are_made_a_few_at_a_time_and_few_readers_wait(
    engine: Engine, settings: Any
) -> None:
    settings.PDF_WAIT_SECONDS = 20
    answers: list[pdf_queue.Document | None] = []

    def ask(number: int) -> None:
        answers.append(pdf_queue.fetch(f"name-{number}", lambda: Paper(f"<p>{number}")))

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
    assert pdf_queue.fetch("one", lambda: Paper("<p>1")) is None
    with pytest.raises(RefusedError) as refusal:
        pdf_queue.fetch("two", lambda: Paper("<p>2"))
    assert (refusal.value.status, refusal.value.retry_after) == (503, 60)


def test_a_long_document_is_made_by_two_processes_where_no_other_is_made(
    engine: Engine, settings: Any
) -> None:
    engine.go_on.set()
    settings.PDF_PARALLEL = 2
    long = MARK.join([f"<p>{'x' * document_split.SLICE_SIZE}</p>"] * 3)
    pdf_queue.cached_or_rendered("<p>short")
    pdf_queue.cached_or_rendered(long)
    with FileLock(Path(settings.PDF_LOCKS) / "slot-1.lock"):
        pdf_queue.cached_or_rendered(f"{long}<p>again")
    assert engine.processes == [1, 2, 1]
