"""What one answer costs in production: pages kept and not, bare views, stock Wagtail, nginx.

All addresses take turns, round by round; a row of the table is the median of the rounds' ratios.
"""

import os
import subprocess
import sys
from collections.abc import Callable

from tests.bench.ground import Ground
from tests.bench.rows import Figure, Result
from tests.bench.serving.first_load import first_loads
from tests.bench.serving.generations import Generations
from tests.bench.serving.measuring import Round, Target, measure_round, warm_up
from tests.bench.serving.stage import Server, Stage, stage
from tests.servers.processes import ROOT

IS_QUICK = bool(os.environ.get("BENCH_QUICK"))
ROUNDS = 3 if IS_QUICK else 11
LOADS = 1 if IS_QUICK else 3
# So many requests in a round, for what costs a millisecond and for what costs ten.
MANY, SOME = (80, 24) if IS_QUICK else (400, 80)
PORTAL = "/en/protocol/capacity-building/portal/"
CONTENT = f"{PORTAL}archive/mainstreaming/introduction/"
PAGES = {
    "content": ("content page, not cached", CONTENT),
    "agenda": ("agenda, made of the sessions", f"{PORTAL}archive/mainstreaming/agenda/"),
    "archive": ("archive", f"{PORTAL}archive/"),
    "search": ("search", "/en/search/?q=biosafety"),
    "print": ("print version", f"{CONTENT}print/"),
}
COLUMNS = ("p50 ms", "p99 ms", "req/s", "× bare", "CPU ms", "× stock", "queries", "PSS MB", "kB")
BARE, STOCK, CACHED = "bare Django view, 20 kB", "stock Wagtail home page", "content page, cached"
SAMPLE, FIRST = "the same behind nginx", "content page after a change"
# As seldom as FIRST: a processor that did other work meanwhile is slower at first.
SELDOM = "stock page, asked as seldom"


def measure(ground: Ground) -> Result:
    """The rows of the pages, with a line for each address and for each first load."""
    servers = stage(ground)
    with Generations(servers.uncached.environment) as generations:
        targets = _targets(servers, generations)
        queries = _count_queries(servers)
        _take_turns(list(targets.values()))
    details = [*_lines(targets, queries), *_first_loads(servers)]
    return Result(_figures(targets), details)


def _targets(servers: Stage, generations: Generations) -> dict[str, Target]:
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
    made += [_target(name, servers.uncached, path, SOME) for name, path in PAGES.values()]
    for name, server, path in ((SELDOM, servers.stock, "/"), (FIRST, servers.uncached, CONTENT)):
        made.append(_target(name, server, path, SOME))
        made[-1].before_each = generations.begin
    return {target.name: target for target in made}


def _target(name: str, server: Server, path: str, requests: int) -> Target:
    return Target(name, server.port, path, server.pid, requests)


def _take_turns(targets: list[Target]) -> None:
    """Round by round, so that whatever else the machine does hits all of them."""
    for target in targets:
        warm_up(target)
    for number in range(ROUNDS):
        turn = number % len(targets)
        for target in targets[turn:] + targets[:turn]:
            measure_round(target)


def _count_queries(servers: Stage) -> dict[str, str]:
    """By the name of the line."""
    pages = dict(PAGES.values())
    found = dict(zip(pages, _queries(servers.uncached, *pages.values()), strict=True))
    return found | {CACHED: _queries(servers.cached, CONTENT)[0], BARE: "0"}


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


def _figures(targets: dict[str, Target]) -> dict[str, Figure]:
    stock = targets[STOCK]
    figures = {key: _ratio(targets[name], stock, _cpu) for key, (name, _path) in PAGES.items()}
    figures["first"] = _ratio(targets[FIRST], targets[SELDOM], _cpu)
    figures["memory"] = _ratio(targets[PAGES["content"][0]], stock, lambda one: one.memory)
    if SAMPLE in targets:
        # Processor time is judged: the program that asks is slower than nginx.
        figures["nginx"] = _ratio(targets[CACHED], targets[SAMPLE], lambda one: max(one.cpu, 0.001))
    return figures


def _ratio(one: Target, other: Target, figure: Callable[[Round], float]) -> Figure:
    pairs = zip(one.rounds, other.rounds, strict=True)
    return Figure.of(figure(mine) / figure(theirs) for mine, theirs in pairs)


def _lines(targets: dict[str, Target], queries: dict[str, str]) -> list[str]:
    bare, stock = targets[BARE].median(_rate), targets[STOCK].median(_cpu)
    lines = [f"{'':30}" + "".join(f"{name:>9}" for name in COLUMNS)]
    for name, target in targets.items():
        figures = (
            f"{target.quantile(0.5):.1f}",
            f"{target.quantile(0.99):.1f}",
            f"{target.median(_rate):.0f}",
            f"{target.median(_rate) / bare:.2f}",
            f"{target.median(_cpu):.2f}",
            f"{target.median(_cpu) / stock:.2f}",
            queries.get(name, ""),
            f"{target.median(lambda one: one.memory):.0f}",
            f"{target.size / 1000:.1f}",
        )
        lines.append(f"{name:30}" + "".join(f"{figure:>9}" for figure in figures))
    return lines


def _first_loads(servers: Stage) -> list[str]:
    """Through nginx where there is one."""
    front = servers.nginx or servers.cached
    addresses = [f"http://127.0.0.1:{front.port}{path}" for path in ("/en/", CONTENT)]
    loads = first_loads(addresses, LOADS)
    if loads is None:
        return ["Chromium is not installed: no first loads."]
    return [
        f"first load of {address.partition(str(front.port))[2]} at 400 kbit/s, 400 ms: "
        f"{load.requests} requests, {load.weight / 1000:.1f} kB, "
        f"LCP {load.largest_paint:.2f} s, layout shift {load.shift:.3f}"
        for address, load in loads.items()
    ]


def _rate(one: Round) -> float:
    return one.rate


def _cpu(one: Round) -> float:
    return one.cpu
