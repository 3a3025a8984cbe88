"""Where what can be made again is kept: Redis where there is one, else files and memory."""

from pathlib import Path
from typing import Any

# Seconds. A Redis that does not answer must not hold up readers.
REDIS_TIMEOUT = 0.2
KEPT_PAGES = 5000


def caches(redis_url: str, folder: Path, *, pages_in_memory: bool) -> dict[str, dict[str, Any]]:
    """`default` for small things, `pages` for the page cache (`page_cache`).

    Without Redis the pages are files in `folder`, which the workers of one host share; in one
    process alone they can stay in memory.
    """
    if redis_url:
        # The page cache hears of a failure, and leaves Redis alone for a while.
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
            "REDIS_CLIENT_CLASS": "core.caching.redis_client.FailFastRedis",
            "SOCKET_CONNECT_TIMEOUT": REDIS_TIMEOUT,
            "SOCKET_TIMEOUT": REDIS_TIMEOUT,
        },
    }
