"""The servers of the bench: PostgreSQL, Redis, four gunicorns and, where there is one, nginx."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.serving import stock
from tests.servers.nginx import Nginx, find_binary
from tests.servers.postgresql import Cluster
from tests.servers.processes import ROOT, Process, free_port, is_open
from tests.servers.redis import Redis
from tests.servers.site import Site, static_folder

WORKERS = "1" if os.environ.get("BENCH_QUICK") else "2"
# Workers live through the whole bench, or their processor time would be counted twice.
SAME = [f"--workers={WORKERS}", "--threads=4", "--keep-alive=75", "--max-requests=0"]
NGINX = """
pid {folder}/nginx.pid;
error_log {folder}/nginx.log crit;
worker_processes 2;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    sendfile on;
    keepalive_requests 100000;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream site {{ server 127.0.0.1:{site}; keepalive 16; }}
    server {{
        listen 127.0.0.1:{port};
        location /static/ {{
            alias {static}/; gzip_static on;
            add_header Cache-Control "public, max-age=31536000, immutable";
        }}
        location = /constant.html {{ root {folder}; }}
        location / {{
            proxy_pass http://site; proxy_http_version 1.1;
            proxy_set_header Connection ""; proxy_set_header Host $http_host;
        }}
    }}
}}
"""


@dataclass(frozen=True)
class Server:
    port: int
    pid: int
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Stage:
    cached: Server
    uncached: Server
    bare: Server
    without_middleware: Server
    stock: Server
    nginx: Server | None
    sample: Server | None
    """The sample nginx, with its micro-cache, in front of the cached site."""


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Everything set up, seeded and running; it is gone afterwards."""
    with ExitStack() as stack:
        cluster, redis = Cluster(_made(folder / "postgresql")), Redis(folder)
        for start, stop in ((cluster.start, cluster.stop), (redis.start, redis.kill)):
            start()
            stack.callback(stop)
        own, other = cluster.create("site"), cluster.create("stock")
        bare, without = (
            _gunicorn(stack, folder, f"tests.bench.serving.bare_{name}_middleware")
            for name in ("with", "without")
        )
        made = _made(folder / "stock")
        environment = stock.make(made, other)
        common = {"REDIS_URL": redis.url, "GUNICORN_CMD_ARGS": "--max-requests=0"}
        common |= {"WEB_CONCURRENCY": WORKERS, "WEB_THREADS": "4"}
        first = Site(_made(folder / "cached"), own, **common)
        first.manage("migrate", "--verbosity=0")
        first.manage("seed", "--verbosity=0")
        cached = _site(stack, first)
        uncached = Site(_made(folder / "uncached"), own, PAGE_CACHE="false", **common)
        yield Stage(
            cached=cached,
            uncached=_site(stack, uncached),
            bare=bare,
            without_middleware=without,
            stock=_gunicorn(stack, folder, "stock.wsgi", made, environment),
            nginx=_nginx(stack, folder, cached.port),
            sample=_sample(stack, folder, cached.port),
        )


def _site(stack: ExitStack, site: Site) -> Server:
    site.start()
    stack.callback(site.stop)
    return Server(site.port, site.pid, site.environment)


def _gunicorn(
    stack: ExitStack,
    folder: Path,
    application: str,
    root: Path = ROOT,
    environment: Mapping[str, str] | None = None,
) -> Server:
    """The same server as the site's, for another application."""
    port, config = free_port(), folder / "gunicorn.py"
    config.touch()
    options = [f"--config={config}", f"--chdir={root}", f"--bind=127.0.0.1:{port}", *SAME]
    command = [sys.executable, "-m", "gunicorn", *options, application]
    process = Process(command, folder / f"{application}.log", environment=environment)
    process.wait_until(lambda: is_open(port))
    stack.callback(process.end)
    return Server(port, process.pid, environment or {})


def _nginx(stack: ExitStack, folder: Path, site_port: int) -> Server | None:
    program = find_binary()
    if program is None:
        return None
    port, own = free_port(), _made(folder / "nginx")
    own.chmod(0o755)
    (own / "constant.html").write_text("x" * 20_000)
    text = NGINX.format(folder=own, site=site_port, port=port, static=static_folder())
    (own / "nginx.conf").write_text(text)
    command = [program, "-c", str(own / "nginx.conf"), "-g", "daemon off;"]
    process = Process(command, own / "start.log")
    process.wait_until(lambda: is_open(port))
    stack.callback(process.end)
    return Server(port, process.pid, {})


def _sample(stack: ExitStack, folder: Path, site_port: int) -> Server | None:
    if find_binary() is None:
        return None
    nginx = Nginx(_made(folder / "sample"), site_port, limits=True, scheme="http", workers=2)
    nginx.start()
    stack.callback(nginx.stop)
    return Server(nginx.port, nginx.pid, {})


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
