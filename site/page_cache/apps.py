"""App configuration of the page cache."""

from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    """Caches responses for anonymous readers."""

    name = "page_cache"
    label = "pagecache"  # the name of its table

    def ready(self) -> None:
        """Connects invalidation and CDN purging."""
        from page_cache import cdn_purge, generation, invalidation

        invalidation.connect()
        cdn_purge.connect()
        generation.connect()
