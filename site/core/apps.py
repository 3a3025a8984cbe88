"""Application configuration of `core`."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Connects the signals of the base page, routing, media and stored text."""

    name = "core"

    def ready(self) -> None:
        """Connects signals."""
        from core import derived_data
        from core.languages import live_homes, removed_languages
        from core.media import documents, renditions
        from core.pages import kept_restrictions
        from core.routing import auto_redirects, redirect_matching
        from core.text import stored_text

        derived_data.connect()
        documents.connect()
        kept_restrictions.connect()
        live_homes.connect_signals()
        removed_languages.register()
        auto_redirects.connect_signals()
        redirect_matching.connect()
        renditions.connect()
        stored_text.connect()
