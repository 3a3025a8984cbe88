"""What a warm worker of the site takes of the machine's memory, against one of a stock site.

Pages that processes share count in parts (PSS): our workers share those of the master, which has
loaded the site. The stock site runs as `wagtail start` leaves it: each worker loads it by itself.
"""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.serving.measuring import Target, warm_up
from tests.servers.processes import children


def worker_memory_ratio(ours: Sequence[Target], stock: Target) -> float:
    """Returns the memory of our largest worker, after all pages of `ours`, × the stock's largest.

    The targets' servers are running, in as many workers each.
    """
    for target in (*ours, stock):
        warm_up(target)
    return proportional_megabytes(ours[0].master) / proportional_megabytes(stock.master)


def proportional_megabytes(master: int) -> float:
    """Returns the proportional set size (PSS) of the largest worker of a gunicorn, in megabytes."""
    return max(_kilobytes(pid) for pid in children(master)) / 1024


def _kilobytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1])
