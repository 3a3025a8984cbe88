"""Application configuration of `core`."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Connects the signals of the base page, routing, media and stored text."""

    name = "core"

    def ready(self) -> None:
        """Connects signals."""
        from core import derived_data, index_tasks
        from core.languages import live_homes, removed_language_check
        from core.media import document_library, renditions
        from core.pages import restrictions
        from core.routing import former_addresses, redirect_matching
        from core.text import control_character_removal

        derived_data.connect()
        index_tasks.register()
        document_library.connect()
        restrictions.connect()
        live_homes.connect_signals()
        removed_language_check.register()
        former_addresses.connect_signals()
        redirect_matching.connect()
        renditions.connect()
        control_character_removal.connect()
