from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    """Pages as anonymous readers get them, kept until something is published."""

    name = "pagecache"

    def ready(self) -> None:
        from pagecache import changes, purging, tags

        changes.connect()
        purging.connect()
        tags.connect()
