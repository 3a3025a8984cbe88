from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    """Full-text search over the pages of one language."""

    name = "search"

    def ready(self) -> None:
        from search import terms, upkeep, visibility

        upkeep.connect_signals()
        visibility.connect_signals()
        terms.connect()
        post_migrate.connect(upkeep.fill, sender=self, dispatch_uid="search.fill")
