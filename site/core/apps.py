from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every page shares."""

    name = "core"

    def ready(self) -> None:
        from core import documents, homes, leaving, renditions, sanitising, stored_text

        documents.connect()
        homes.connect_signals()
        leaving.connect_signals()
        renditions.connect()
        stored_text.connect()
        sanitising.connect()
