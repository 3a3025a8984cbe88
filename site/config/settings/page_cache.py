"""How long pages are kept by browsers, shared caches and the page cache."""

import re

from config.settings.environment import env

# Seconds for which browsers may use a page without revalidation, limited to the page's next
# scheduled change. 0: changes by editors are visible at once.
PAGE_MAX_AGE = env.int("PAGE_MAX_AGE", default=0)
# The same for shared caches (a CDN), which are purged on publication where FRONTEND_CACHE is set;
# and how long they may serve stale pages while the site fails.
PAGE_CDN_MAX_AGE = env.int("PAGE_CDN_MAX_AGE", default=0)
PAGE_STALE_IF_ERROR = env.int("PAGE_STALE_IF_ERROR", default=24 * 3600)
# Caches to purge on changes: the URL of one that supports PURGE (Varnish), or a Cloudflare zone
# and its token.
WAGTAILFRONTENDCACHE: dict[str, dict[str, str]] = {}
if env.str("FRONTEND_CACHE", default=""):
    WAGTAILFRONTENDCACHE["http"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
        "LOCATION": env.str("FRONTEND_CACHE"),
    }
if env.str("CLOUDFLARE_ZONE", default=""):
    WAGTAILFRONTENDCACHE["cloudflare"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.CloudflareBackend",
        "BEARER_TOKEN": env.str("CLOUDFLARE_TOKEN"),
        "ZONEID": env.str("CLOUDFLARE_ZONE"),
    }
# The page cache (`page_cache`), invalidated by every change of content. Pages are also rendered
# again after PAGE_CACHE_FRESH seconds, and never served after PAGE_CACHE_KEPT seconds.
PAGE_CACHE = env.bool("PAGE_CACHE", default=False)
# Whether changes of content are tracked; without it nothing is cached between requests.
PAGE_GENERATIONS = True
PAGE_CACHE_FRESH = env.int("PAGE_CACHE_FRESH", default=600)
PAGE_CACHE_KEPT = env.int("PAGE_CACHE_KEPT", default=7 * 24 * 3600)
# Query parameters that pages use, with the values that may be cached; others are dropped. Search
# queries are unlimited in number and not cached.
_SLUG = r"[a-z0-9-]{0,100}"
PAGE_CACHE_ARGUMENTS = {
    name: re.compile(pattern)
    for name, pattern in {
        "q": "",
        "page": r"[1-9]\d{0,3}",
        "year": r"\d{4}|",
        "topic": _SLUG,
        "instrument": _SLUG,
        "language": _SLUG,
        "section": _SLUG,
        "conference": _SLUG,
        "sort": r"newest|oldest|title|",
        "order": r"thread|newest|oldest|",
        "question": r"\d{0,3}",
        "affiliation": _SLUG,
        "country": r"[A-Z]{2}|",
        "with": _SLUG,
        "size": r"normal|large|",
        "paper": r"a4|letter|",
        "include": _SLUG,
        "translations": r"1|",
    }.items()
}
