from django.apps import AppConfig
from django.conf import settings


class OpsConfig(AppConfig):
    """What an operator needs."""

    name = "ops"

    def ready(self) -> None:
        if settings.SENTRY_DSN:
            from ops import sentry

            sentry.start(settings.SENTRY_DSN, settings.SENTRY_ENVIRONMENT)
