from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every page shares."""

    name = "core"

    def ready(self) -> None:
        from core import homes, renditions

        homes.connect_signals()
        renditions.connect()
