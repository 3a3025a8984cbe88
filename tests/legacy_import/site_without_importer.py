"""Settings of a site whose importer has been removed: neither installed nor importable."""

import sys

from config.settings.test import *  # noqa: F403
from config.settings.test import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "legacy_import"]
sys.modules["legacy_import"] = None  # type: ignore[assignment]
