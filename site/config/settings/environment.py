"""Project paths and environment variables, including those in `.env`."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[3]
STATE_DIR = BASE_DIR / "var"
# Name of this release, where several stand side by side in a folder `releases`; else empty.
RELEASE = BASE_DIR.name if BASE_DIR.parent.name == "releases" else ""

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Scheme and host of the public address; where it is given, the seed tells Wagtail's Site.
PUBLIC_BASE_URL = env.str("PUBLIC_BASE_URL", default="")
