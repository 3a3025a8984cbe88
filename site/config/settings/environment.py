"""Environment variables, including those in `.env`; and the site's public address."""

import environ

from config.settings.paths import BASE_DIR

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Scheme and host of the public address; where it is given, the seed tells Wagtail's Site.
PUBLIC_BASE_URL = env.str("PUBLIC_BASE_URL", default="")
