"""What the archive and the portal cost with 10 conferences and with 10,000, in three languages."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FEW, MANY = 10, 10_000
TOPICS = 10
ROUNDS = 5
# Search entries are made one page at a time; so many are enough for a search to stop at its limit.
INDEXED = 500
PORTAL = "/en/protocol/capacity-building/portal/"
VIEWS = {
    "portal": PORTAL,
    "archive": f"{PORTAL}archive/",
    "archive, last page": f"{PORTAL}archive/?page=999",
    "archive, by title": f"{PORTAL}archive/?sort=title",
    "archive, year": f"{PORTAL}archive/?year=1995",
    "archive, topic and language": f"{PORTAL}archive/?topic=topic-1&language=fr",
    "archive, all filters": f"{PORTAL}archive/?q=organisms&year=1995&topic=topic-5&language=es",
}
# Per view: queries, and CPU in milliseconds (the median).
Costs = dict[str, tuple[int, float]]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        add(FEW, "few")
        few = costs()
        began = time.perf_counter()
        add(MANY - FEW, "many")
        made = time.perf_counter() - began
        many = costs()
    report(few, many)
    print(f"{MANY - FEW} conferences in each language made in {made:.0f} s")  # noqa: T201


def set_up(folder: Path) -> None:
    """A database of its own with the demo; the one of `BENCH_DATABASE_URL`, if that is given."""
    own = f"sqlite:///{folder / 'db.sqlite3'}"
    os.environ["DATABASE_URL"] = os.environ.get("BENCH_DATABASE_URL", own)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    sys.path[:0] = [".", "site"]
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)


def add(number: int, prefix: str) -> None:
    from wagtail.models import Locale

    from capacity.models import ArchivePage
    from conference.models import Topic
    from tests.bench.many import give_topics, index_for_search, make_conferences, update_statistics

    archives = ArchivePage.objects.filter(locale__language_code__in=["en", "es", "fr"])
    made = make_conferences(archives.order_by("locale__language_code"), number, prefix=prefix)
    locale = Locale.get_default()
    keys = [f"topic-{place}" for place in range(TOPICS)]
    topics = [
        Topic.objects.get_or_create(key=key, locale=locale, defaults={"name": key})[0]
        for key in keys
    ]
    give_topics(made, topics)
    index_for_search(made[:INDEXED])
    update_statistics()


def costs() -> Costs:
    from django.test import Client

    client = Client()

    def get(address: str) -> None:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    return {name: cost(lambda address=address: get(address)) for name, address in VIEWS.items()}


def cost(action: Callable[[], None]) -> tuple[int, float]:
    """Queries and median CPU time of this process; the first round warms up and is not counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    action()
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        action()
        times.append(time.process_time() - began)
    with CaptureQueriesContext(connection) as queries:
        action()
    return len(queries), 1000 * statistics.median(times)


def report(few: Costs, many: Costs) -> None:
    heads = f"queries {FEW}", f"queries {MANY}", f"ms {FEW}", f"ms {MANY}", "ratio"
    print(f"{'conferences':30}" + "".join(f"{head:>15}" for head in heads))  # noqa: T201
    for name in VIEWS:
        (few_queries, few_ms), (many_queries, many_ms) = few[name], many[name]
        row = f"{few_queries:15}{many_queries:15}{few_ms:15.0f}{many_ms:15.0f}"
        print(f"{name:30}{row}{many_ms / few_ms:15.1f}")  # noqa: T201


if __name__ == "__main__":
    main()
