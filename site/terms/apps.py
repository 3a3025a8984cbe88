"""App configuration of the terms app."""

from django.apps import AppConfig


class TermsConfig(AppConfig):
    """Official terms and authentic texts; connects the signal handlers that clear the caches."""

    name = "terms"

    def ready(self) -> None:
        """Connects the signal handlers of `change_signal`."""
        from terms import signal_handlers

        signal_handlers.connect()
