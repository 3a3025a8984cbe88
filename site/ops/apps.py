"""App configuration of operations; starts Sentry where SENTRY_DSN is set."""

from django.apps import AppConfig
from django.conf import settings


class OpsConfig(AppConfig):
    """Health checks, logging, error pages, backups."""

    name = "ops"

    def ready(self) -> None:
        """Starts Sentry where it is configured."""
        if settings.SENTRY_DSN:
            from ops import sentry

            sentry.init(settings.SENTRY_DSN, settings.SENTRY_ENVIRONMENT)
