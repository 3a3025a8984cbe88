"""Application configuration of `core`."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Connects the signals of the base page, routing, media and stored text."""

    name = "core"

    def ready(self) -> None:
        """Connects signals."""
        from core import derived_data
        from core.languages import live_homes, system_checks
        from core.media import library_files, renditions
        from core.pages import kept_restrictions
        from core.routing import auto_redirects, redirect_matching
        from core.text import strip_before_save

        derived_data.connect()
        library_files.connect()
        kept_restrictions.connect()
        live_homes.connect_signals()
        system_checks.register()
        auto_redirects.connect_signals()
        redirect_matching.connect()
        renditions.connect()
        strip_before_save.connect()
