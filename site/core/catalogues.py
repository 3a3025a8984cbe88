"""Where the interface's translations are kept."""

from pathlib import Path

from django.conf import settings


def interface_catalogues() -> list[Path]:
    """Every locale/<language>/LC_MESSAGES/django.po."""
    return sorted(
        path
        for folder in settings.LOCALE_PATHS
        for path in Path(folder).glob("*/LC_MESSAGES/django.po")
    )
