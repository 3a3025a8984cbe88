"""The importer can be removed as a whole: nothing else in the site needs it."""

import os
import subprocess
import sys

import pytest

from tests.servers.processes import ROOT

SETTINGS = "tests.legacy_import.site_without_importer"


@pytest.mark.slow
def test_a_site_without_the_importer_passes_its_checks_and_lacks_no_migration() -> None:
    for command in (["check"], ["makemigrations", "--check", "--dry-run"]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command, f"--settings={SETTINGS}"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
