"""A cost per page, at several numbers of pages: where it is the same, the work grows in line."""

import os
import time
from collections.abc import Callable, Mapping

# Of pages. BENCH_PAGES=50,500 tries others, such as on a machine with more to do.
SIZES = [int(size) for size in os.environ.get("BENCH_PAGES", "100,1000").split(",")]
# What is measured → milliseconds per page.
Costs = Mapping[str, float]


def per_page(action: Callable[[], object], count: int) -> float:
    """Milliseconds: of CPU on SQLite, on the clock where another process does half of the work."""
    from django.db import connection

    clock = time.perf_counter if connection.vendor == "postgresql" else time.process_time
    began = clock()
    action()
    return 1000 * (clock() - began) / count


def report(title: str, costs: Mapping[int, Costs]) -> None:
    """`costs` by the number of pages, the smallest first."""
    from django.db import connection

    print(f"\n{connection.vendor}, {title}: milliseconds per page")  # noqa: T201
    print(f"{'pages':>30}" + "".join(f"{size:>9}" for size in costs) + "    ratio")  # noqa: T201
    for name in next(iter(costs.values())):
        values = [each[name] for each in costs.values()]
        row = "".join(f"{value:9.1f}" for value in values)
        print(f"{name:>30}{row}{values[-1] / values[0]:9.2f}")  # noqa: T201
