"""Background job that checks links to other sites, within limits.

What was asked lately is not asked again, so that an interrupted run goes on where it stopped, and
one that came to its bound is continued by the next: what waited longest comes first.
"""

import time
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs import registry
from jobs.models import Job
from jobs.progress import Progress
from link_checks.links_in_pages import external_links
from link_checks.models import CheckedLink
from link_checks.rate_limits import FAILURES, NotWantedError, RateLimits
from link_checks.safe_http import UnsafeAddressError, final_status

KIND = "check-external-links"
# For so long a result is good enough.
RECENT = timedelta(hours=20)
Result = CheckedLink.Result


def running() -> Job | None:
    """Returns the run that is under way: hosts are asked by one run at a time."""
    unfinished = Job.objects.unfinished().filter(kind=KIND)
    return next((job for job in unfinished if not job.is_lost), None)


@registry.job(KIND, _("Checking links to other sites"))
def check(progress: Progress) -> None:
    """Asks for LINK_CHECK_MOST links at most, for LINK_CHECK_SECONDS at most."""
    links = external_links()
    CheckedLink.objects.exclude(url__in=links).delete()
    due = _due(links)
    begun, limits = time.monotonic(), RateLimits()
    progress.set_result_url(reverse("link_checks:report"))
    progress.set_total(len(due))
    for asked, url in enumerate(due):
        if time.monotonic() - begun > settings.LINK_CHECK_SECONDS:
            left = len(due) - asked
            progress.add_line(gettext("Not all links were checked this time; left: %d.") % left)
            return
        _record(url, links[url], *check_url(url, limits))
        progress.advance()
    progress.add_line(gettext("Broken links: %d.") % CheckedLink.objects.broken().count())


def check_url(url: str, limits: RateLimits) -> tuple[CheckedLink.Result, int | None]:
    """What became of a link, and the status where there was an answer."""
    try:
        status = final_status(url, limits.ask)
    except NotWantedError:
        return Result.NOT_ASKED, None
    except UnsafeAddressError:
        return Result.UNSAFE, None
    except FAILURES:
        return Result.UNREACHABLE, None
    return judged(status), status


def judged(status: int) -> CheckedLink.Result:
    """Return the result that an HTTP status stands for."""
    if status in (404, 410):
        return Result.GONE
    if status >= 500:
        return Result.FAULT
    # Many sites refuse robots whatever robots.txt says: 401, 403, 429 say nothing of the page.
    return Result.REFUSED if status >= 400 else Result.WELL


def _record(url: str, found_on: list[int], result: CheckedLink.Result, status: int | None) -> None:
    values = {"result": result, "status": status, "found_on": sorted(found_on)}
    CheckedLink.objects.update_or_create(url=url, defaults={**values, "checked_at": timezone.now()})


def _due(links: Iterable[str]) -> list[str]:
    """What to ask for, hosts in turn: never checked, then what was checked longest ago."""
    now, never = timezone.now(), datetime(1970, 1, 1, tzinfo=UTC)
    checked = dict(CheckedLink.objects.values_list("url", "checked_at"))
    due = [url for url in links if now - checked.get(url, never) > RECENT]
    due.sort(key=lambda url: (checked.get(url, never), url))
    return list(_hosts_in_turn(due[: settings.LINK_CHECK_MOST]))


def _hosts_in_turn(urls: list[str]) -> Iterator[str]:
    by_host: dict[str, deque[str]] = defaultdict(deque)
    for url in urls:
        by_host[urlsplit(url).netloc].append(url)
    queues = deque(by_host.values())
    while queues:
        queue = queues.popleft()
        yield queue.popleft()
        if queue:
            queues.append(queue)
