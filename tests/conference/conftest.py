"""Each test stores its files in a folder of its own; a conference of a module's own."""

from pathlib import Path
from typing import Any

import pytest

from tests.conference.extension_helpers import make_traits
from tests.module_fixtures import module_fixture

traits = module_fixture(make_traits)


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
