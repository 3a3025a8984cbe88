"""Limits requests to other sites: robots.txt, one at a time, with a pause for each host."""

import http.client
import time
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from django.conf import settings

from link_checks.safe_http import UnsafeAddressError, text_at

# What asking may raise.
FAILURES = (OSError, http.client.HTTPException, UnsafeAddressError)
LARGEST_ROBOTS = 500_000
# A site that wants longer pauses than this, in seconds, is not waited for.
LONGEST_PAUSE = 30.0


class NotWantedError(Exception):
    """The other site does not want robots there."""


class RateLimits:
    """Of one run: what hosts allow, and when each was last asked."""

    def __init__(self) -> None:
        self._rules: dict[str, RobotFileParser | None] = {}
        self._asked: dict[str, float] = {}

    def ask(self, url: str) -> None:
        """Waits until `url` may be asked for. Raises NotWantedError where it may not be."""
        if not self._allows(url):
            raise NotWantedError(url)
        self._wait(url)

    def _allows(self, url: str) -> bool:
        """Whether robots.txt of the host lets this site ask. None, or one not found, allows all.

        A host whose robots.txt fails is left alone (RFC 9309).
        """
        rules = self._rules_of(url)
        if rules is None:
            return False
        agent = settings.LINK_CHECK_USER_AGENT
        return rules.can_fetch(agent, url) and self._pause(rules) <= LONGEST_PAUSE

    def _wait(self, url: str) -> None:
        """Until the host has had its pause since it was last asked."""
        host = urlsplit(url).netloc
        rules = self._rules.get(_origin(url))
        since = time.monotonic() - self._asked.get(host, float("-inf"))
        left = (self._pause(rules) if rules else settings.LINK_CHECK_DELAY) - since
        if left > 0:
            time.sleep(left)
        self._asked[host] = time.monotonic()

    @staticmethod
    def _pause(rules: RobotFileParser) -> float:
        wanted = rules.crawl_delay(settings.LINK_CHECK_USER_AGENT)
        return max(float(wanted or 0), settings.LINK_CHECK_DELAY)

    def _rules_of(self, url: str) -> RobotFileParser | None:
        origin = _origin(url)
        if origin not in self._rules:
            self._wait(url)
            self._rules[origin] = _read(origin)
        return self._rules[origin]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _read(origin: str) -> RobotFileParser | None:
    """None where the host fails to say what it wants. Raises as `safe_http.fetch`."""
    rules = RobotFileParser()
    answer = text_at(f"{origin}/robots.txt", LARGEST_ROBOTS)
    if answer.status >= 500:
        return None
    text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
    rules.parse(text.splitlines())
    return rules
