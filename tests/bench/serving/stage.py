"""The servers of the bench: four gunicorns and, where it is installed, nginx."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.ground import Ground, made
from tests.servers.nginx import Nginx, find_binary
from tests.servers.processes import ROOT, Process, free_port, is_open
from tests.servers.site import Site, static_folder

WORKERS = "1" if os.environ.get("BENCH_QUICK") else "2"
# Workers live through the whole bench, or their processor time would be counted twice.
SAME = [f"--workers={WORKERS}", "--threads=4", "--keep-alive=75", "--max-requests=0"]
ENVIRONMENT = {
    "GUNICORN_CMD_ARGS": "--max-requests=0",
    "WEB_CONCURRENCY": WORKERS,
    "WEB_THREADS": "4",
}
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


def stage(ground: Ground) -> Stage:
    """Everything set up, seeded and running until the ground is gone."""
    bare, without = (
        gunicorn(ground, f"tests.bench.serving.bare_{name}_middleware")
        for name in ("with", "without")
    )
    first = ground.site("cached", **ENVIRONMENT)
    database = first.environment["DATABASE_URL"]
    cached = run_site(ground, first)
    other = ground.site("uncached", database=database, PAGE_CACHE="false", **ENVIRONMENT)
    folder, environment = ground.stock("stock")
    return Stage(
        cached=cached,
        uncached=run_site(ground, other),
        bare=bare,
        without_middleware=without,
        stock=gunicorn(ground, "stock.wsgi", folder, environment),
        nginx=_nginx(ground, cached.port),
        sample=_sample(ground, cached.port),
    )


def run_site(ground: Ground, site: Site) -> Server:
    """Starts this site under its own gunicorn configuration."""
    site.start()
    ground.stack.callback(site.stop)
    return Server(site.port, site.pid, site.environment)


def gunicorn(
    ground: Ground,
    application: str,
    root: Path = ROOT,
    environment: Mapping[str, str] | None = None,
) -> Server:
    """The same server as the site's, for another application."""
    port, config = free_port(), ground.folder / "gunicorn.py"
    config.touch()
    options = [f"--config={config}", f"--chdir={root}", f"--bind=127.0.0.1:{port}", *SAME]
    command = [sys.executable, "-m", "gunicorn", *options, application]
    log = ground.folder / f"{application}-{port}.log"
    process = Process(command, log, environment=environment)
    process.wait_until(lambda: is_open(port))
    ground.stack.callback(process.end)
    return Server(port, process.pid, environment or {})


def _nginx(ground: Ground, site_port: int) -> Server | None:
    program = find_binary()
    if program is None:
        return None
    port, own = free_port(), made(ground.folder / "nginx")
    own.chmod(0o755)
    (own / "constant.html").write_text("x" * 20_000)
    text = NGINX.format(folder=own, site=site_port, port=port, static=static_folder())
    (own / "nginx.conf").write_text(text)
    command = [program, "-c", str(own / "nginx.conf"), "-g", "daemon off;"]
    process = Process(command, own / "start.log")
    process.wait_until(lambda: is_open(port))
    ground.stack.callback(process.end)
    return Server(port, process.pid, {})


def _sample(ground: Ground, site_port: int) -> Server | None:
    if find_binary() is None:
        return None
    folder = made(ground.folder / "sample")
    nginx = Nginx(folder, site_port, limits=True, scheme="http", workers=2)
    nginx.start()
    ground.stack.callback(nginx.stop)
    return Server(nginx.port, nginx.pid, {})
