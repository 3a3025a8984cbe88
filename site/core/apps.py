from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every page shares."""

    name = "core"

    def ready(self) -> None:
        from core.languages import live_homes
        from core.media import documents, renditions
        from core.routing import auto_redirects, redirect_matching
        from core.text import stored_text

        documents.connect()
        live_homes.connect_signals()
        auto_redirects.connect_signals()
        redirect_matching.connect()
        renditions.connect()
        stored_text.connect()
