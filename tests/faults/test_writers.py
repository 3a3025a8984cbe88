"""Many who publish at once, and one who is killed in the middle of it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.faults.concurrent_writers import CONFERENCE
from tests.faults.database_copies import DatabaseCopies
from tests.servers.processes import ROOT
from tests.servers.redis import Redis
from tests.servers.site import Site

WRITERS, PUBLICATIONS = 4, 12
TRANSLATORS, TRANSLATIONS = 4, 8
PARTICIPANTS, CONTRIBUTIONS = 20, 20
KILLS = int(os.environ.get("FAULT_KILLS", "10"))
# What hangs is given up after so many seconds; a crowded machine takes a minute for ten kills.
PATIENCE = 300 + 10 * KILLS
SOURCES = """
    SELECT page.id, title, slug, search_description, live_revision_id, latest_revision_id
    FROM wagtailcore_page AS page JOIN wagtailcore_locale AS locale ON locale.id = locale_id
    WHERE language_code = 'en' ORDER BY page.id"""
LIVE = """
    SELECT content, title, search_description, live_revision_id, latest_revision_id
    FROM wagtailcore_page AS page JOIN wagtailcore_revision AS revision
    ON revision.id = page.live_revision_id"""
JOBS = "SELECT state FROM jobs_job"
REVISIONS = "SELECT count(*) FROM wagtailcore_revision"


def run(site: Site, *arguments: Any) -> str:
    """What the processes that failed had to say; empty where all went well."""
    command = [sys.executable, "-m", "tests.faults.concurrent_writers", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, env=site.environment, stderr=subprocess.PIPE, text=True, timeout=PATIENCE
    )
    return done.stderr if done.returncode else ""


def number(copies: DatabaseCopies, database: str, query: str) -> int:
    return int(copies.query(database, query)[0][0])


def is_as_published(row: tuple[Any, ...]) -> bool:
    """Whether a page says what its live revision says, and nothing newer waits."""
    content, title, description, live, latest = row
    revision = content if isinstance(content, dict) else json.loads(content)
    said = (revision["title"], revision["search_description"])
    return said == (title, description) and live == latest


def test_many_publish_at_once_and_nobody_fails(
    make_site: Callable[..., Site], copies: DatabaseCopies, database: str
) -> None:
    site = make_site()
    before = number(copies, database, REVISIONS)
    assert run(site, "publish-at-once", WRITERS, PUBLICATIONS) == ""
    assert number(copies, database, REVISIONS) == before + WRITERS * PUBLICATIONS
    assert all(map(is_as_published, copies.query(database, LIVE)))


def test_many_translate_at_once_nobody_fails_and_the_source_stays(
    make_site: Callable[..., Site], copies: DatabaseCopies, database: str
) -> None:
    site = make_site()
    source = copies.query(database, SOURCES)
    assert run(site, "translate-at-once", TRANSLATORS, TRANSLATIONS) == ""
    assert copies.query(database, SOURCES) == source
    rows = copies.query(database, LIVE)
    assert sum(" #" in row[1] for row in rows) == 2 * 4, "four pages in two languages"
    assert all(map(is_as_published, rows))


def test_every_process_shows_at_once_what_another_has_published(
    make_site: Callable[..., Site], redis_server: Redis
) -> None:
    """In what each remembers: the conference lists its pages with their descriptions."""
    site = make_site(PAGE_CACHE="false", REDIS_URL=redis_server.url)
    site.start()
    # Eight at a time reach both processes.
    with ThreadPoolExecutor(8) as pool:
        before = pool.map(site.get, [f"/en{CONFERENCE}"] * 40)
        assert not any("by writer 0" in answer.body for answer in before)
        assert run(site, "publish-at-once", 1, 1) == ""
        after = pool.map(site.get, [f"/en{CONFERENCE}"] * 40)
        assert all("by writer 0" in answer.body for answer in after)


def test_a_writer_who_is_killed_leaves_the_page_as_it_was_or_as_it_was_to_be(
    make_site: Callable[..., Site], copies: DatabaseCopies, database: str
) -> None:
    site = make_site()
    assert run(site, "be-killed", KILLS) == ""
    rows = copies.query(database, LIVE)
    assert "afterwards" in [row[2] for row in rows]
    assert all(map(is_as_published, rows))


def test_without_a_worker_pages_are_published_and_its_queue_drains_when_it_is_back(
    make_site: Callable[..., Site], copies: DatabaseCopies, database: str
) -> None:
    site = make_site(TASK_WORKER="database")
    assert run(site, "queue") == ""
    assert "without a worker" in [row[2] for row in copies.query(database, LIVE)]
    assert copies.query(database, JOBS) == [("waiting",)]
    site.manage("db_worker", "--batch", "--no-startup-delay", "--backend=jobs", "--queue-name=*")
    assert copies.query(database, JOBS) == [("done",)]


def test_many_post_at_once_and_the_numbers_have_no_hole(
    make_site: Callable[..., Site], copies: DatabaseCopies, database: str
) -> None:
    site = make_site()
    posted = "SELECT number FROM contributions_contribution WHERE number IS NOT NULL"
    before = len(copies.query(database, posted))
    assert run(site, "post-at-once", PARTICIPANTS, CONTRIBUTIONS) == ""
    numbers = sorted(row[0] for row in copies.query(database, posted))
    assert numbers == list(range(1, before + PARTICIPANTS * CONTRIBUTIONS + 1))
    titles = "SELECT count(DISTINCT title) FROM contributions_contribution WHERE title LIKE '%.%'"
    assert number(copies, database, titles) == PARTICIPANTS * CONTRIBUTIONS
