"""Each test stores its PDFs in a folder of its own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, settings: Any) -> None:
    settings.PDF_LOCKS = tmp_path / "locks"
    settings.CACHES = settings.CACHES | {
        "pdf": settings.CACHES["pdf"] | {"LOCATION": str(tmp_path / "pdf")}
    }
