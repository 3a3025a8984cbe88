"""`python -m tests.bench.serving`: one table, of one interleaved run.

BENCH_QUICK=1 asks a tenth as much, to try it out.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.serving.first_load import first_loads
from tests.bench.serving.measuring import Round, Target, measure, warm_up
from tests.bench.serving.stage import Server, Stage, stage
from tests.servers.processes import ROOT

IS_QUICK = bool(os.environ.get("BENCH_QUICK"))
ROUNDS = 3 if IS_QUICK else 11
LOADS = 1 if IS_QUICK else 3
# So many requests in a round, for what costs a millisecond and for what costs ten.
MANY, SOME = (80, 20) if IS_QUICK else (400, 80)
PORTAL = "/en/protocol/capacity-building/portal/"
CONTENT = f"{PORTAL}archive/mainstreaming/introduction/"
PAGES = {
    "content page, not cached": CONTENT,
    "agenda, made of the sessions": f"{PORTAL}archive/mainstreaming/agenda/",
    "archive": f"{PORTAL}archive/",
    "search": "/en/search/?q=biosafety",
    "print version": f"{CONTENT}print/",
}
COLUMNS = ("p50 ms", "p99 ms", "req/s", "× bare", "CPU ms", "× stock", "queries", "MB", "kB")
BARE, STOCK, CACHED = "bare Django view, 20 kB", "stock Wagtail home page", "content page, cached"
SAMPLE = "the same behind nginx"
SAMPLE_TARGET = 5


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="serving-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with stage(folder) as servers:
            targets = make_targets(servers)
            queries = count_queries(servers)
            run(list(targets.values()))
            report(targets, queries)
            report_first_loads(servers)
        if SAMPLE in targets:
            judge_sample(targets)


def make_targets(servers: Stage) -> dict[str, Target]:
    made = []
    if servers.nginx:
        made.append(_target("static file, 20 kB, nginx", servers.nginx, "/constant.html", MANY))
    made += [
        _target("the same without middleware", servers.without_middleware, "/", MANY),
        _target(BARE, servers.bare, "/", MANY),
        _target(STOCK, servers.stock, "/", SOME),
        _target(CACHED, servers.cached, CONTENT, MANY),
    ]
    if servers.sample:
        made.append(_target(SAMPLE, servers.sample, CONTENT, 10 * MANY))
        made[-1].is_behind_nginx = True
    made += [_target(f"{name}", servers.uncached, path, SOME) for name, path in PAGES.items()]
    return {target.name: target for target in made}


def _target(name: str, server: Server, path: str, requests: int) -> Target:
    return Target(name, server.port, path, server.pid, requests)


def run(targets: list[Target]) -> None:
    """Round by round, so that whatever else the machine does hits all of them."""
    for target in targets:
        warm_up(target)
    for number in range(ROUNDS):
        turn = number % len(targets)
        for target in targets[turn:] + targets[:turn]:
            measure(target)


def count_queries(servers: Stage) -> dict[str, str]:
    """By the name of the row."""
    cached, others = servers.cached, servers.uncached
    found = dict(zip(PAGES, _queries(others, *PAGES.values()), strict=True))
    return found | {CACHED: _queries(cached, CONTENT)[0], BARE: "0"}


def _queries(server: Server, *paths: str) -> list[str]:
    command = [sys.executable, "-m", "tests.bench.serving.queries", f"127.0.0.1:{server.port}"]
    done = subprocess.run(
        [*command, *paths],
        cwd=ROOT,
        env=server.environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.split()


def report(targets: dict[str, Target], queries: dict[str, str]) -> None:
    bare, stock = targets[BARE].median(_rate), targets[STOCK].median(_cpu)
    print(f"{'':30}" + "".join(f"{name:>9}" for name in COLUMNS))  # noqa: T201
    for name, target in targets.items():
        figures = (
            f"{target.quantile(0.5):.1f}",
            f"{target.quantile(0.99):.1f}",
            f"{target.median(_rate):.0f}",
            f"{target.median(_rate) / bare:.2f}",
            f"{target.median(_cpu):.2f}",
            f"{target.median(_cpu) / stock:.2f}",
            queries.get(name, ""),
            f"{target.memory():.0f}",
            f"{target.size / 1000:.1f}",
        )
        print(f"{name:30}" + "".join(f"{figure:>9}" for figure in figures))  # noqa: T201


def report_first_loads(servers: Stage) -> None:
    """Through nginx where there is one."""
    front = servers.nginx or servers.cached
    addresses = [f"http://127.0.0.1:{front.port}{path}" for path in ("/en/", CONTENT)]
    loads = first_loads(addresses, LOADS)
    if loads is None:
        print("Chromium is not installed: no first loads.")  # noqa: T201
        return
    for address, load in loads.items():
        print(  # noqa: T201
            f"first load of {address.partition(str(front.port))[2]} at 400 kbit/s, 400 ms: "
            f"{load.requests} requests, {load.weight / 1000:.1f} kB, "
            f"LCP {load.largest_paint:.2f} s, layout shift {load.shift:.3f}"
        )


def judge_sample(targets: dict[str, Target]) -> None:
    """Ends the process with an error where nginx's micro-cache brings too little.

    Processor time is judged: the program that asks is slower than nginx.
    """
    kept, sample = targets[CACHED], targets[SAMPLE]
    ratio = kept.median(_cpu) / max(sample.median(_cpu), 0.001)
    rate = sample.median(_rate) / kept.median(_rate)
    verdict = "met" if ratio >= SAMPLE_TARGET else "NOT MET"
    print(  # noqa: T201
        f"kept page behind the sample nginx: {ratio:.0f} × as many from the same processor time "
        f"(target ≥ {SAMPLE_TARGET}: {verdict}), {rate:.1f} × the answers in a second"
    )
    if ratio < SAMPLE_TARGET:
        sys.exit(1)


def _rate(one: Round) -> float:
    return one.rate


def _cpu(one: Round) -> float:
    return one.cpu


if __name__ == "__main__":
    main()
