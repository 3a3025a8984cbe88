"""PDFs that are kept: made once, of what the document itself holds."""

import threading
from pathlib import Path

from django.core.cache import caches

import pytest

from printing.errors import RefusedError
from printing.pdf import pdf_queue, renderer
from tests.printing.readers import needs_pango

pytestmark = needs_pango
DOCUMENT = '<html lang="es"><head><title>t</title></head><body><p>{}</p></body></html>'


@pytest.mark.long
def test_many_who_ask_at_once_wait_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = renderer.render

    def counted(html: str, **options: int) -> bytes:
        made.append(html)
        return real(html, **options)

    monkeypatch.setattr(renderer, "render", counted)
    answers: list[bytes] = []
    document = DOCUMENT.format("uno")
    threads = [
        threading.Thread(target=lambda: answers.append(pdf_queue.cached_or_rendered(document)))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(answers) == 6
    assert len(set(answers)) == 1


@pytest.mark.long
def test_a_stored_pdf_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    document = DOCUMENT.format("dos")
    first = pdf_queue.cached_or_rendered(document)
    monkeypatch.setattr(renderer, "SERVER", "/nowhere")
    monkeypatch.setattr(renderer, "warm_engine", renderer.WarmEngine())
    assert pdf_queue.cached_or_rendered(document) == first
    caches["pdf"].clear()
    with pytest.raises(RefusedError) as refusal:
        pdf_queue.cached_or_rendered(document)
    assert refusal.value.status == 503


@pytest.mark.long
def test_nothing_is_fetched_from_outside() -> None:
    outside = '<img src="http://127.0.0.1:9/x.png" alt="x"><img src="file:///etc/hostname" alt="y">'
    assert pdf_queue.cached_or_rendered(DOCUMENT.format(outside)).startswith(b"%PDF")


@pytest.mark.long
def test_a_fault_while_the_worker_ends_costs_no_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As when Pango is unloaded while a thread of its own still runs."""
    monkeypatch.setattr(renderer, "warm_engine", renderer.WarmEngine())
    (tmp_path / "sitecustomize.py").write_text("import atexit, os\natexit.register(os.abort)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert renderer.render(DOCUMENT.format("tres")).startswith(b"%PDF")
