"""Application configuration of `core`."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Connects the signals of the base page, routing, media and stored text."""

    name = "core"

    def ready(self) -> None:
        """Connects signals."""
        from core import derived_data, index_tasks
        from core.languages import language_versions, system_checks
        from core.media import documents, renditions
        from core.pages import restrictions
        from core.routing import former_addresses, redirect_matching
        from core.text import control_character_removal

        derived_data.connect()
        index_tasks.register()
        documents.connect()
        restrictions.connect()
        language_versions.connect_signals()
        system_checks.register()
        former_addresses.connect_signals()
        redirect_matching.connect()
        renditions.connect()
        control_character_removal.connect()
