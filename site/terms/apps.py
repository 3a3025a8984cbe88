from django.apps import AppConfig


class TermsConfig(AppConfig):
    """Official terms: kept by editors, shown to translators and readers."""

    name = "terms"

    def ready(self) -> None:
        from terms import change_signal

        change_signal.connect()
