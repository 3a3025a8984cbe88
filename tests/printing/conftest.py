"""Each test stores its PDFs in a folder of its own, and may have them made by a warm engine."""

from pathlib import Path
from typing import Any

import pytest

from printing.pdf import renderer
from tests.printing import warm


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, settings: Any) -> None:
    settings.PDF_LOCKS = tmp_path / "locks"
    settings.CACHES = settings.CACHES | {
        "pdf": settings.CACHES["pdf"] | {"LOCATION": str(tmp_path / "pdf")}
    }


@pytest.fixture
def warm_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "_run_worker", warm.work)
