"""The row of the suite: what `make test` costs, against the build before.

As in `tests.bench.setting_up`, the build before is on record in yardsticks; processor time, for
tests wait for each other and for servers.
"""

import os
import tempfile
from pathlib import Path

from tests.bench.ground import Ground
from tests.bench.rows import Figure, Result
from tests.bench.setting_up import seconds_of, stock_project, yardstick
from tests.servers.processes import ROOT

# `make test` of the build b48f2c42, which ran every test, in yardsticks (30 November 2026).
BEFORE = 204


def measure(_ground: Ground) -> Result:
    """One round; the yardstick is measured before and after it."""
    outer = ("MAKEFLAGS", "MAKELEVEL", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if name not in outer}
    with tempfile.TemporaryDirectory() as folder:
        stock = stock_project(Path(folder))
        first = yardstick(stock)
        seconds = seconds_of(["make", "test"], ROOT, environment)
        yardsticks = seconds / ((first + yardstick(stock)) / 2)
    return Result({"suite": Figure.of([yardsticks / BEFORE])})
