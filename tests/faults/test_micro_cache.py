"""Production behind the sample nginx with its micro-cache: nothing is seen for too long."""

import threading
import time
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest

from page_cache import micro_cache_headers
from tests.faults.conftest import MakeSite
from tests.faults.signed_in_headers import SignedInUser
from tests.servers.nginx import Nginx, find_binary
from tests.servers.site import Answer, Site

pytestmark = pytest.mark.slow
ARCHIVED = "/en/protocol/capacity-building/portal/archive/mainstreaming/"
CHANGED, WITHDRAWN, PRIVATE = (
    f"{ARCHIVED}{slug}/" for slug in ("objectives", "session-1", "introduction")
)
PAGES = (CHANGED, WITHDRAWN, PRIVATE)
# A page may be so old, in seconds.
OLDEST = 1 + micro_cache_headers.STALE_SECONDS
_addresses = count()
# The work of editors, in another process than those that serve pages.
CHANGE = """
from wagtail.models import Page, PageViewRestriction
def page(address):
    return Page.objects.get(locale__language_code="en", url_path__endswith=address[3:]).specific
changed, withdrawn, private = page({changed!r}), page({withdrawn!r}), page({private!r})
changed.title = "Objectives as revised"
changed.save_revision().publish()
withdrawn.unpublish()
PageViewRestriction.objects.create(page=private, restriction_type="login")
"""


def ask(site: Site, nginx: Nginx, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """From an address of its own, as the sample has limits for each."""
    number = next(_addresses)
    sent = {"X-Forwarded-For": f"10.0.{number // 256 % 256}.{number % 256}", **(headers or {})}
    answer = site.ask("GET", path, headers=sent, port=nginx.port)
    assert answer.status in (200, 302, 404)
    return answer


def test_what_editors_do_is_seen_within_two_seconds_and_their_pages_by_nobody_else(
    make_site: MakeSite, signed_in: dict[str, SignedInUser], tmp_path: Path
) -> None:
    if find_binary() is None:
        pytest.skip("nginx is not installed.")
    site = make_site(BEHIND_PROXY="true")
    site.start()
    nginx = Nginx(tmp_path, site.port, limits=True, scheme="http")
    nginx.start()
    try:
        before = {path: read_until_kept(site, nginx, path) for path in PAGES}
        last_seen = changed_while_read(site, nginx, before)
        assert max(last_seen.values()) < OLDEST
        assert "Objectives as revised" in ask(site, nginx, CHANGED).body
        assert ask(site, nginx, WITHDRAWN).status == 404
        for _time in range(2):
            seen = ask(site, nginx, PRIVATE, signed_in["editor"].headers)
            assert (seen.status, seen.headers["X-Micro-Cache"]) == (200, None)
            assert ask(site, nginx, PRIVATE).status == 302
    finally:
        nginx.stop()


def read_until_kept(site: Site, nginx: Nginx, path: str) -> str:
    """The page, once nginx hands it out by itself."""
    end = time.monotonic() + 30
    while (answer := ask(site, nginx, path)).headers["X-Micro-Cache"] != "HIT":
        assert answer.status == 200
        assert time.monotonic() < end
    return answer.body


def changed_while_read(site: Site, nginx: Nginx, before: dict[str, str]) -> dict[str, float]:
    """Seconds from the end of the work to the last request that got a page from before it."""
    program = CHANGE.format(changed=CHANGED, withdrawn=WITHDRAWN, private=PRIVATE)
    arguments = ("shell", "--verbosity=0", "--command", program)
    work = threading.Thread(target=site.manage, args=arguments)
    last_seen = dict.fromkeys(PAGES, 0.0)
    work.start()
    ended = None
    while ended is None or time.monotonic() < ended + OLDEST + 1:
        if ended is None and not work.is_alive():
            ended = time.monotonic()
        for path in PAGES:
            asked_at = time.monotonic()
            if ask(site, nginx, path).body == before[path]:
                last_seen[path] = asked_at
        time.sleep(0.05)
    return {path: seen - ended for path, seen in last_seen.items()}
