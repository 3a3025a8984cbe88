"""The admin's screens and publishing, against a stock explorer and stock wagtail-localize."""

import json

from tests.bench.asking import Asked, lines, ratio, take_turns
from tests.bench.ground import Ground, run_in
from tests.bench.rows import Result
from tests.bench.serving.stage import ENVIRONMENT, Server, gunicorn, run_site
from tests.servers.processes import ROOT

LANGUAGES = "en,es,fr,ar,ru,zh-hans"
# What each row is compared with. A conference lists its pages in the order of the tree, all of them
# on one page; the others are compared with the explorer as it opens, with the first fifty.
AGAINST = {
    "publishing": "stock publishing",
    "explorer": "stock explorer, in menu order",
    "board": "stock explorer",
    "screen": "stock explorer",
}


def measure(ground: Ground) -> Result:
    """The four rows of the admin."""
    asked = _own(ground) | _stock(ground)
    take_turns(asked)
    figures = {name: ratio(asked[name], asked[other]) for name, other in AGAINST.items()}
    return Result(figures, lines(asked))


def _own(ground: Ground) -> dict[str, Asked]:
    """This site with its worker apart, as the sample installation runs it; filled and running."""
    worker = {"TASK_WORKER": "database", "SITE_LANGUAGES": LANGUAGES}
    site = ground.site("admin", **worker, **ENVIRONMENT)
    site.manage("seed", "--verbosity=0")
    own = json.loads(run_in(site.environment, ROOT, "tests.bench.admin.own_content"))
    server = run_site(ground, site)

    def asked(paths: list[str], form: dict[str, str] | None = None) -> Asked:
        return Asked(server, ground.cluster.pid, own["cookie"], paths, form)

    return {
        "publishing": asked([own["publish"]], own["form"]),
        "explorer": asked([own["explorer"]]),
        "board": asked([own["board"]]),
        "screen": asked(own["screen"]),
    }


def _stock(ground: Ground) -> dict[str, Asked]:
    plain, explorer = _stock_server(ground, "plain")
    localized, publishing = _stock_server(ground, "localized")
    pid, cookie, path = ground.cluster.pid, explorer["cookie"], explorer["explorer"]
    return {
        "stock explorer": Asked(plain, pid, cookie, [path]),
        "stock explorer, in menu order": Asked(plain, pid, cookie, [f"{path}?ordering=ord"]),
        "stock publishing": Asked(
            localized, pid, publishing["cookie"], [publishing["publish"]], publishing["form"]
        ),
    }


def _stock_server(ground: Ground, kind: str) -> tuple[Server, dict[str, str]]:
    folder, environment = ground.stock(f"stock_{kind}", is_localized=kind == "localized")
    made = json.loads(run_in(environment, folder, "tests.bench.admin.stock_content", kind))
    return gunicorn(ground, "stock.wsgi", folder, environment), made
