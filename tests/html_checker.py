"""Where the Nu HTML checker is, on machines that have it."""

import shutil
from pathlib import Path

import pytest

JAR = Path("var/tools/node_modules/vnu-jar/build/dist/vnu.jar")


def html_checker() -> Path:
    """The checker's jar; skips the test where the checker or Java is missing."""
    jar = Path(__file__).resolve().parents[1] / JAR
    if shutil.which("java") is None:
        pytest.skip("Java is not installed.")
    if not jar.exists():
        pytest.skip("The Nu HTML checker is not installed: make html-checker")
    return jar
