"""Paths of the project: the folder of the sources, and the one for files that the site writes."""

from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[3]
STATE_DIR = BASE_DIR / "var"
# Name of this release, where several stand side by side in a folder `releases`; else empty.
RELEASE = BASE_DIR.name if BASE_DIR.parent.name == "releases" else ""
