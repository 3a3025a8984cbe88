"""Project paths and environment variables, including those in `.env`."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[3]
STATE_DIR = BASE_DIR / "var"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Scheme and host of the public address; where it is given, the seed tells Wagtail's Site.
PUBLIC_BASE_URL = env.str("PUBLIC_BASE_URL", default="")
