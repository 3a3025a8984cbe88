from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every page shares."""

    name = "core"

    def ready(self) -> None:
        from core import documents, homes, renditions

        documents.connect()
        homes.connect_signals()
        renditions.connect()
