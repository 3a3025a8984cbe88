"""The database goes away, Redis goes away, and both come back.

The bars are seconds; what the machine takes for the same answers without a fault is added.
"""

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.signed_in_headers import SignedInUser
from tests.servers.postgresql import Cluster
from tests.servers.processes import children
from tests.servers.redis import Redis
from tests.servers.site import Answer, Site

MakeSite = Callable[..., Site]
PORTAL = "/en/protocol/capacity-building/portal/"
KEPT = f"{PORTAL}archive/mainstreaming/agenda/"
OTHERS = (
    f"{PORTAL}archive/mainstreaming/objectives/",
    "/fr/search/?q=risques",
    "/es/search/?q=riesgos",
)
SEARCH = "/en/search/?q=biosafety"
# After so many seconds the cache asks the database whether what it keeps is still true.
CHECKED_EVERY = 10
WELL_AGAIN = 5


FAULTS = {
    "stopped": (Cluster.stop, Cluster.start),
    "frozen": (Cluster.freeze, Cluster.resume),
}


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("fault", FAULTS)
def test_without_its_database_the_site_serves_what_it_has_and_is_well_again_by_itself(
    make_site: MakeSite, cluster: Cluster, redis_server: Redis, fault: str
) -> None:
    away, back_again = FAULTS[fault]
    site = make_site(REDIS_URL=redis_server.url, PAGE_CACHE_FRESH="1", MAINTENANCE_FILE="/none")
    site.start()
    page, usual = warmed_up(site)
    workers = children(site.pid)
    away(cluster)
    try:
        expect_what_is_kept(site, page, usual)
        for path in OTHERS:
            expect_an_apology(site.get(path), usual)
        assert site.get("/healthz").status == 200
        assert site.get("/readyz").status == 503
        time.sleep(CHECKED_EVERY)
        expect_what_is_kept(site, page, usual)
    finally:
        back_again(cluster)
    back = time.monotonic()
    while any(site.get(path).status != 200 for path in (*OTHERS, "/readyz")):
        assert time.monotonic() < back + WELL_AGAIN + 4 * usual
        time.sleep(0.2)
    assert children(site.pid) == workers, "The same processes as before."


@pytest.mark.only_on("postgresql")
def test_a_restart_of_the_database_between_two_requests_is_seen_by_nobody(
    make_site: MakeSite, cluster: Cluster, redis_server: Redis, signed_in: dict[str, SignedInUser]
) -> None:
    site = make_site(REDIS_URL=redis_server.url)
    site.start()
    asked = [*((path, None) for path in OTHERS), ("/admin/", signed_in["editor"].headers)]
    # Often enough that each thread of each worker has a connection.
    assert {site.get(*one).status for one in asked * 4} == {200}
    workers = children(site.pid)
    cluster.stop()
    cluster.start()
    assert [site.get(*one).status for one in asked * 4] == [200] * len(asked * 4)
    assert children(site.pid) == workers


def expect_what_is_kept(site: Site, body: str, usual: float) -> None:
    """Twice, since the first who comes makes the page anew, of what the process knows of it."""
    for _time in range(2):
        answer = site.get(KEPT)
        assert (answer.status, answer.body) == (200, body)
        assert answer.seconds < 2 + usual


def expect_an_apology(answer: Answer, usual: float) -> None:
    """A page of the site's own, and when to come back."""
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "<h1" in answer.body
    assert answer.seconds < 2 + usual


@pytest.mark.parametrize("fault", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "frozen"])
def test_without_redis_nobody_is_refused_and_nobody_waits(
    fault: int,
    make_site: MakeSite,
    own_redis: Redis,
    signed_in: dict[str, SignedInUser],
) -> None:
    site = make_site(REDIS_URL=own_redis.url, WEB_CONCURRENCY="1")
    site.start()
    warmed_up(site)
    asked = [(KEPT, None), (SEARCH, None), ("/admin/", signed_in["editor"].headers)]
    # The kept page will be made anew each time, which takes no longer than the slowest of these.
    usual = max(site.get(*one).seconds for one in asked * 3)
    os.kill(own_redis.pid, fault)
    for one in asked * 4:
        answer = site.get(*one)
        assert answer.status == 200
        assert answer.seconds < usual + 0.5
    ready = site.get("/readyz")
    assert (ready.status, json.loads(ready.body)["status"]) == (200, "degraded")
    own_redis.kill()
    own_redis.start()
    until_kept(site)


@pytest.fixture
def own_redis(folder: Path, redis_server: Redis) -> Redis:
    """Alive whatever the test before has done to it."""
    redis_server.kill()
    redis_server.start()
    return redis_server


def warmed_up(site: Site) -> tuple[str, float]:
    """The page that is kept from now on, and the seconds that an answer takes here.

    Each worker has answered before.
    """
    answers = [site.get(path) for path in (SEARCH, *OTHERS[1:]) * 3]
    assert {answer.status for answer in answers} == {200}
    return until_kept(site).body, max(answer.seconds for answer in answers[-3:])


def until_kept(site: Site) -> Answer:
    """The kept page as it comes from the cache, which has been away for a moment at most."""
    for _time in range(25):
        answer = site.get(KEPT)
        assert answer.status == 200
        if answer.headers["X-Cache"] == "hit":
            return answer
        time.sleep(0.2)
    raise AssertionError("The page is not kept.")
