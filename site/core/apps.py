"""Application configuration of `core`."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Connects the signals of the base page, routing, media and stored text."""

    name = "core"

    def ready(self) -> None:
        """Connects signals."""
        from core import derived_data
        from core.languages import live_homes, system_checks
        from core.media import library_files, renditions_on_publish
        from core.pages import kept_restrictions
        from core.routing import former_address_records, redirect_matching
        from core.text import strip_control_characters

        derived_data.connect()
        library_files.connect()
        kept_restrictions.connect()
        live_homes.connect_signals()
        system_checks.register()
        former_address_records.connect_signals()
        redirect_matching.connect()
        renditions_on_publish.connect()
        strip_control_characters.connect()
