"""App configuration of search; connects its signals."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    """Full-text search over the pages of one language."""

    name = "search"

    def ready(self) -> None:
        """Connects the signals."""
        from search import index_updates, page_search, synonyms

        index_updates.connect_signals()
        page_search.connect_signals()
        synonyms.connect()
        post_migrate.connect(index_updates.index_missing, sender=self, dispatch_uid="search.fill")
