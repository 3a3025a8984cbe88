"""What it costs to submit 100 and 1,000 pages for translation, per page, on both databases.

SQLite is always measured. PostgreSQL is where BENCH_DATABASE_URL names a server on which the role
may make databases; a database of its own is made there, and dropped. A cost that grows with the
number of pages shows in the last column: the ratio of the two, about 1 where it is linear.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZES = [100, 1_000]
PARTS = 9
LANGUAGE = "fr"
DATABASE = "capacity_bench_submitting"
PARAGRAPH = "<p>Governments exchanged views in writing, and named what they need.</p>"


def main() -> None:
    if len(sys.argv) > 1:
        return measure()
    with tempfile.TemporaryDirectory() as folder:
        run(f"sqlite:///{Path(folder) / 'db.sqlite3'}")
    server = os.environ.get("BENCH_DATABASE_URL")
    if server:
        on_postgresql(server)
    return None


def on_postgresql(server: str) -> None:
    import psycopg2

    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
        try:
            run(f"{server.rpartition('/')[0]}/{DATABASE}")
        finally:
            cursor.execute(f"DROP DATABASE {DATABASE}")


def run(url: str) -> None:
    """In a process of its own: Django knows one database."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    command = [sys.executable, "-m", "tests.bench.submitting", "measure"]
    subprocess.run(command, env=environment, check=True)


def measure() -> None:
    sys.path[:0] = [".", "site"]
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)
    rows: dict[str, list[float]] = {}
    for size in SIZES:
        for name, milliseconds in costs(size).items():
            rows.setdefault(name, []).append(milliseconds)
    print(f"\n{connection.vendor}, milliseconds per page")  # noqa: T201
    print(f"{'pages':>30}" + "".join(f"{size:>9}" for size in SIZES) + "    ratio")  # noqa: T201
    for name, (few, many) in rows.items():
        print(f"{name:>30}{few:9.1f}{many:9.1f}{many / few:9.2f}")  # noqa: T201


def costs(size: int) -> dict[str, float]:
    """Of `size` pages that are new; they stay, so that the next ones are more."""
    from wagtail.models import Page

    pages = grow(size)
    count = pages.count()
    assert count == size
    rows = {"submitted": per_page(lambda: submit(pages), count)}
    assert Page.objects.filter(translation_key__in=pages.values("translation_key")).count() == (
        2 * size
    )
    rows["there already"] = per_page(lambda: submit(pages), count)
    rewrite(pages)
    rows["handed over anew"] = per_page(lambda: submit(pages), count)
    assert not any(Page.find_problems())
    return rows


def grow(size: int) -> Any:
    """Conferences with nine sessions each; the queryset of all these pages."""
    from wagtail.models import Page

    from conference.models import SessionPage
    from tests.bench.many import make_conferences, make_pages

    archive = Page.objects.get(slug="archive", locale__language_code="en")
    prefix = f"bench-{size}"
    conferences = make_conferences([archive], size // (PARTS + 1), prefix=prefix)
    body = [("paragraph", PARAGRAPH)] * 4
    keys = [conference.pk for conference in conferences]
    for conference in conferences:
        parent = Page.objects.get(pk=conference.pk)
        sessions = make_pages(SessionPage, parent, PARTS, number=1, theme="Theme", body=body)
        keys += [session.pk for session in sessions]
    return Page.objects.filter(pk__in=keys)


def submit(pages: Any) -> None:
    """As the work does it for an editor of all, without the queue."""
    from django.contrib.auth import get_user_model

    from wagtail.models import Locale

    from jobs.models import Job
    from jobs.progress import Progress
    from translation.submitting.work import in_order, submit_all

    editor = get_user_model()._default_manager.get(username="editor")
    progress = Progress(Job.objects.create(kind="bench", owner=editor, language="en"))
    keys = in_order(list(pages.values_list("pk", flat=True)), below=False)
    submit_all(progress, keys, [Locale.objects.get(language_code=LANGUAGE).pk])
    assert not any(", left out: " in line for line in progress.job.report)


def rewrite(pages: Any) -> None:
    from conference.models import SessionPage

    SessionPage.objects.filter(pk__in=pages.values("pk")).update(theme="Another theme")


def per_page(action: Callable[[], None], count: int) -> float:
    start = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - start) / count


if __name__ == "__main__":
    main()
