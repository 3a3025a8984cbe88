from django.apps import AppConfig


class CapacityConfig(AppConfig):
    name = "capacity"

    def ready(self) -> None:
        from capacity import glossary_preview, glossary_signals, portal_feeds
        from terms import preview

        portal_feeds.register()
        glossary_signals.connect()
        preview.register(glossary_preview.preview_concept)
