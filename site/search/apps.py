from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Full-text search over the pages of one language."""

    name = "search"

    def ready(self) -> None:
        from search import upkeep

        upkeep.connect_signals()
