"""What the archive and the portal cost with 10 conferences and with 10,000, in three languages.

Processor time is this process's; PostgreSQL works in another one, so there the time on the clock is
given.
"""

import statistics
import time
from collections.abc import Callable

from tests.bench.databases import is_measuring, run_on_each, set_up

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
    if is_measuring():
        measure()
    else:
        run_on_each("tests.bench.archive")


def measure() -> None:
    set_up()
    add(FEW, "few")
    few = costs()
    began = time.perf_counter()
    add(MANY - FEW, "many")
    made = time.perf_counter() - began
    report(few, costs())
    print(f"{MANY - FEW} conferences in each language made in {made:.0f} s")  # noqa: T201


def add(number: int, prefix: str, *, indexed: int = INDEXED) -> None:
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
    index_for_search(made[:indexed])
    update_statistics()


def costs() -> Costs:
    from django.test import Client

    client = Client()

    def get(address: str) -> None:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    return {name: cost(lambda address=address: get(address)) for name, address in VIEWS.items()}


def cost(action: Callable[[], None]) -> tuple[int, float]:
    """Queries and median milliseconds; the first round warms up and is not counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clock = time.perf_counter if connection.vendor == "postgresql" else time.process_time
    action()
    times = []
    for _ in range(ROUNDS):
        began = clock()
        action()
        times.append(clock() - began)
    with CaptureQueriesContext(connection) as queries:
        action()
    return len(queries), 1000 * statistics.median(times)


def report(few: Costs, many: Costs) -> None:
    from django.db import connection

    print(f"\n{connection.vendor}")  # noqa: T201
    heads = f"queries {FEW}", f"queries {MANY}", f"ms {FEW}", f"ms {MANY}", "ratio"
    print(f"{'conferences':30}" + "".join(f"{head:>15}" for head in heads))  # noqa: T201
    for name in VIEWS:
        (few_queries, few_ms), (many_queries, many_ms) = few[name], many[name]
        row = f"{few_queries:15}{many_queries:15}{few_ms:15.0f}{many_ms:15.0f}"
        print(f"{name:30}{row}{many_ms / few_ms:15.1f}")  # noqa: T201


if __name__ == "__main__":
    main()
