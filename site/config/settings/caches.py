"""CACHES: Redis where configured, else files and memory."""

from pathlib import Path
from typing import Any

# Seconds; short, so that an unresponsive Redis does not delay readers.
REDIS_TIMEOUT = 0.2
KEPT_PAGES = 5000


def caches(redis_url: str, folder: Path, *, pages_in_memory: bool) -> dict[str, dict[str, Any]]:
    """Returns CACHES: `default`, and `pages` for the page cache.

    Without Redis, pages are stored as files in `folder`, shared by the workers of one host, or in
    memory, for a single process.
    """
    if redis_url:
        # Without IGNORE_EXCEPTIONS, the page cache notices failures and pauses its requests.
        return {
            "default": _redis(redis_url, "site", ignore_exceptions=True),
            "pages": _redis(redis_url, "pages", ignore_exceptions=False),
        }
    memory = "django.core.cache.backends.locmem.LocMemCache"
    files = "django.core.cache.backends.filebased.FileBasedCache"
    return {
        "default": {"BACKEND": memory},
        "pages": {
            "BACKEND": memory if pages_in_memory else files,
            "LOCATION": "pages" if pages_in_memory else str(folder),
            "OPTIONS": {"MAX_ENTRIES": KEPT_PAGES},
        },
    }


def _redis(url: str, prefix: str, *, ignore_exceptions: bool) -> dict[str, Any]:
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": prefix,
        "OPTIONS": {
            "IGNORE_EXCEPTIONS": ignore_exceptions,
            "REDIS_CLIENT_CLASS": "core.caching.redis_client.RestingRedis",
            "SOCKET_CONNECT_TIMEOUT": REDIS_TIMEOUT,
            "SOCKET_TIMEOUT": REDIS_TIMEOUT,
        },
    }
