from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    """Pages as anonymous readers get them, kept until something is published."""

    name = "page_cache"
    label = "pagecache"  # the name of its table

    def ready(self) -> None:
        from page_cache import cdn_purge, invalidation, tags

        invalidation.connect()
        cdn_purge.connect()
        tags.connect()
