"""Archive, search, print version and board of 100,000 pages, against those of 10,000."""

import os

from tests.bench.asking import Asked, lines, ratio, take_turns
from tests.bench.ground import Ground, run_in
from tests.bench.rows import Result
from tests.bench.serving.stage import ENVIRONMENT, run_site
from tests.servers.processes import ROOT

IS_QUICK = bool(os.environ.get("BENCH_QUICK"))
# Conferences; each has nine sessions.
SIZES = {"few": 100, "many": 1_000} if IS_QUICK else {"few": 1_000, "many": 10_000}
PORTAL = "/en/protocol/capacity-building/portal/"
PATHS = {
    "archive": f"{PORTAL}archive/",
    "search": "/en/search/?q=biosafety",
    "print": f"{PORTAL}archive/grown-7/sessionpage-4/print/",
    "board": "/admin/reports/translation-board/",
}


def measure(ground: Ground) -> Result:
    """The four rows; nothing is kept between requests but what each process remembers."""
    asked: dict[str, Asked] = {}
    for name, size in SIZES.items():
        site = ground.site(f"grown_{name}", PAGE_CACHE="false", **ENVIRONMENT)
        cookie = run_in(site.environment, ROOT, "tests.bench.growth.content", str(size)).strip()
        server = run_site(ground, site)
        for key, path in PATHS.items():
            visitor = cookie if key == "board" else ""
            asked[f"{key}, {name}"] = Asked(server, ground.cluster.pid, visitor, [path])
    take_turns(asked)
    figures = {f"many-{key}": ratio(asked[f"{key}, many"], asked[f"{key}, few"]) for key in PATHS}
    return Result(figures, lines(asked))
