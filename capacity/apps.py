from django.apps import AppConfig


class CapacityConfig(AppConfig):
    name = "capacity"

    def ready(self) -> None:
        from capacity import glossary_signals, portal_feeds

        portal_feeds.register()
        glossary_signals.connect()
