"""Application configuration of `capacity`."""

from django.apps import AppConfig


class CapacityConfig(AppConfig):
    """Registers the portal's feeds, the glossary's signals and the preview of terms."""

    name = "capacity"

    def ready(self) -> None:
        """Registers views and connects signals."""
        from capacity import glossary, glossary_signal_handlers, portal_calendar_and_feed
        from terms import concept_preview_registry

        portal_calendar_and_feed.register()
        glossary_signal_handlers.connect()
        concept_preview_registry.register(glossary.preview_concept)
