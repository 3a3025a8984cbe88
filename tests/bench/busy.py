"""Kept pages and health answers while everything else is busy, against the idle site.

Production under gunicorn and behind the sample nginx, with PostgreSQL and Redis. At once: 100
PDFs, 50 links for a new password with a mail server that stays silent, an import of 100 files, and
1,000 pages submitted for translation. Milliseconds on the clock; exits with 1 where the 99th
percentile is above the bar where readers come in.
"""

import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path

from tests.servers.nginx import Nginx, find_binary
from tests.servers.postgresql import Cluster
from tests.servers.processes import ROOT
from tests.servers.redis import Redis
from tests.servers.silent import silent_server
from tests.servers.site import Site

BAR_MILLISECONDS = 50
PATHS = {"kept page": "/en/", "health": "/healthz"}
GUNICORN, NGINX = "from gunicorn", "behind nginx"
IDLE_SECONDS = 10
# Work is begun together, and measured while it goes on; at most for so long.
BUSY_SECONDS = 60
RESET = "/admin/password_reset/"
# The worker, as its unit in deploy/systemd has it. Without systemd, the kernel may share the
# processor between sessions: 7 is a fifth of what the others get, as CPUWeight=20.
NICE = ["nice", "-n", "10", "chrt", "--batch", "0"]
SESSION_NICE = 7
# Milliseconds by what was asked, and where.
Times = dict[tuple[str, str], list[float]]
_addresses = count()
GROW = """
from django.contrib.auth import get_user_model
get_user_model().objects.create_superuser("editor", "editor@example.org", "a long password")
from tests.bench.submitting import grow
grow(1000)
"""
SUBMIT = """
from wagtail.models import Page
from tests.bench.submitting import submit
submit(Page.objects.filter(url_path__contains="/bench-1000-"))
"""
PAGE = """<html lang="en"><head><title>Session {number}</title></head><body>
<p>Home | Protocol | Capacity-building | Online Conferences | Archive | Conference {number}</p>
<h1>Conference {number}</h1><p>{text}</p></body></html>"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o711)
        site = stack.enter_context(running_site(folder))
        ports = {GUNICORN: site.port} | stack.enter_context(in_front(folder, site))
        idle = measure(site, ports, lambda passed: passed < IDLE_SECONDS)
        with everything_else(site, folder) as is_busy:
            busy = measure(site, ports, lambda passed: passed < BUSY_SECONDS and is_busy())
    sys.exit(report(idle, busy))


def report(idle: Times, busy: Times) -> bool:
    """Prints the table; returns whether a figure is above the bar where readers come in."""
    print("\nmilliseconds on the clock: idle, busy (median, 99th percentile), ratio")  # noqa: T201
    asked_at = NGINX if any(where == NGINX for _kind, where in busy) else GUNICORN
    is_above = False
    for (kind, where), times in busy.items():
        low, middle, high = percentile(idle[kind, where]), percentile(times, 0.5), percentile(times)
        verdict = "" if high <= BAR_MILLISECONDS else f"  above {BAR_MILLISECONDS}"
        is_above |= bool(verdict) and where == asked_at
        figures = f"{low:8.1f} {middle:8.1f} {high:8.1f} {high / low:6.1f}"
        print(f"{kind:>12} {where:<14}{figures}{verdict}")  # noqa: T201
    return is_above


def percentile(milliseconds: list[float], share: float = 0.99) -> float:
    """The 99th percentile, or another."""
    return sorted(milliseconds)[int(len(milliseconds) * share)]


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """The seeded site under production settings, with a mail server that never says a word."""
    with ExitStack() as stack:
        (folder / "postgresql").mkdir()
        cluster, redis = Cluster(folder / "postgresql"), Redis(folder)
        for start, stop in ((cluster.start, cluster.stop), (redis.start, redis.kill)):
            start()
            stack.callback(stop)
        port = stack.enter_context(silent_server())
        (folder / "site").mkdir()
        site = Site(
            folder / "site",
            cluster.create("site"),
            REDIS_URL=redis.url,
            BEHIND_PROXY="true",
            SEND_MAIL="true",
            EMAIL_URL=f"smtp://127.0.0.1:{port}",
        )
        site.manage("migrate", "--verbosity=0")
        site.manage("seed", "--verbosity=0")
        site.manage("shell", "--verbosity=0", "--command", GROW)
        site.start()
        stack.callback(site.stop)
        for path in list(PATHS.values()) * 6:
            site.get(path)
        yield site


@contextmanager
def in_front(folder: Path, site: Site) -> Iterator[dict[str, int]]:
    """The port of the sample nginx, where nginx is installed."""
    if find_binary() is None:
        yield {}
        return
    (folder / "nginx").mkdir()
    nginx = Nginx(folder / "nginx", site.port, limits=True, scheme="http", workers=1)
    nginx.start()
    yield {NGINX: nginx.port}
    nginx.stop()


def measure(site: Site, ports: dict[str, int], goes_on: Callable[[float], bool]) -> Times:
    """Asks for each at the same time, a little apart; returns milliseconds."""
    began = time.monotonic()
    rows = [(kind, where) for kind in PATHS for where in ports]

    def ask(row: tuple[str, str]) -> list[float]:
        times = []
        while goes_on(time.monotonic() - began):
            answer = site.ask("GET", PATHS[row[0]], headers=reader(), port=ports[row[1]])
            assert answer.status == 200
            times.append(1000 * answer.seconds)
            time.sleep(0.03)
        return times

    # Side by side, for a slow answer to one is no reason to ask the others less often.
    with ThreadPoolExecutor(len(rows)) as pool:
        return dict(zip(rows, pool.map(ask, rows), strict=True))


def reader() -> dict[str, str]:
    """A header for a reader from another address: the sample's limits are for each of them."""
    number = next(_addresses)
    return {"X-Forwarded-For": f"10.0.{number >> 8 & 255}.{number & 255}"}


@contextmanager
def everything_else(site: Site, folder: Path) -> Iterator[Callable[[], bool]]:
    """Starts the work; gives a function that tells whether some of it goes on."""
    files = folder / "files"
    files.mkdir()
    for number in range(100):
        text = f"Governments exchanged views, number {number}. " * 40
        (files / f"{number}.html").write_text(PAGE.format(number=number, text=text))
    commands = [["import_pages", str(files), "--drafts"], ["shell", "--command", SUBMIT]]
    processes = [start_in_background(command, site) for command in commands]
    threads = [threading.Thread(target=ask, daemon=True) for ask in requests_of(site)]
    for thread in threads:
        thread.start()
    try:
        yield lambda: any(process.poll() is None for process in processes)
    finally:
        for process in processes:
            process.kill()


def start_in_background(command: list[str], site: Site) -> subprocess.Popen[bytes]:
    """Starts a command of the site as systemd starts the worker."""
    process = subprocess.Popen(
        [*NICE, sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Where the kernel has no such groups, `nice` alone does it.
    with suppress(OSError):
        Path(f"/proc/{process.pid}/autogroup").write_text(str(SESSION_NICE))
    return process


def requests_of(site: Site) -> list[Callable[[], object]]:
    """100 PDFs, and 50 links for a new password."""
    form = site.get(RESET)
    cookie = form.headers["Set-Cookie"].partition(";")[0]
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.body)[0]
    fields = {"email": "editor@example.org", "csrfmiddlewaretoken": token}
    pdfs = [
        f"/{language}/{page}print{whole}.pdf?size={size}&paper={paper}"
        for language in ("en", "es", "fr")
        for page in (
            "",
            "protocol/",
            "protocol/capacity-building/",
            "protocol/glossary/",
            "privacy/",
        )
        for whole in ("", "/all")
        for size in ("normal", "large")
        for paper in ("A4", "letter")
    ][:100]
    asks: list[Callable[[], object]] = [lambda path=path: site.get(path) for path in pdfs]  # type: ignore[misc]
    return asks + [lambda: site.post(RESET, fields, {"Cookie": cookie})] * 50


if __name__ == "__main__":
    main()
