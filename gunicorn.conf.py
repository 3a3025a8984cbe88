"""gunicorn configuration; `gunicorn` in this folder starts the site."""

import gc
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from gunicorn import systemd

pythonpath = "site"
wsgi_app = "config.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# A PDF may take 50 s, archiving a conference longer; the proxy's timeout is the same.
timeout = 120
graceful_timeout = 30
# Longer than the proxy's, so that the proxy closes idle connections.
keepalive = 75
# Rare, since a worker takes seconds to start, and a cached page a millisecond.
max_requests = 100_000
max_requests_jitter = 10_000
has_metrics = os.environ.get("METRICS", "").lower() in ("1", "true", "yes", "on")
# The master loads the site, workers share its memory. Metrics belong to the process that loads.
preload_app = not has_metrics
# Heartbeats in memory: on a stalled disk, workers would be killed.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
# It would be created in the home folder, which the service user lacks.
control_socket_disable = True
limit_request_line = 4094
limit_request_fields = 60
# Proxies whose X-Forwarded-Proto gunicorn trusts; Django's setting is BEHIND_PROXY.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")


def pre_exec(server: Any) -> None:
    """Called on SIGUSR2 in the child that becomes the new master: makes it one of the release that
    the link CURRENT_RELEASE names now, with its code and its packages.
    """
    if "CURRENT_RELEASE" in os.environ:
        release = Path(os.environ["CURRENT_RELEASE"]).resolve()
        python = str(release / ".venv/bin/python")
        command = {0: python, "args": [python, "-m", "gunicorn"], "cwd": str(release)}
        server.START_CTX.update(command)


def when_ready(_server: Any) -> None:
    """Called in the master before it starts workers. What the collector of garbage leaves alone
    stays in the pages that all workers share.
    """
    gc.collect()
    gc.freeze()


def post_fork(_server: Any, _worker: Any) -> None:
    """Called in each new worker. A thread that draws a long document lets one that has a kept page
    or a health answer go first after a millisecond, instead of five.
    """
    sys.setswitchinterval(0.001)


def post_worker_init(worker: Any) -> None:
    """Called in a worker that has loaded the site: after SIGUSR2, the former master may go.

    A release that does not start never comes so far, and the former one goes on.
    """
    former = int(os.environ.get("GUNICORN_PID", "0"))
    if not former or _parent_of(worker.ppid) != former:
        return
    if _is_given_up():
        os.kill(worker.ppid, signal.SIGTERM)
    else:
        systemd.sd_notify(f"MAINPID={worker.ppid}", worker.log)
        os.kill(former, signal.SIGTERM)


def _is_given_up() -> bool:
    """Whether CURRENT_RELEASE names another release again, as this one took too long to start."""
    link = os.environ.get("CURRENT_RELEASE")
    return link is not None and Path(link).resolve() != Path.cwd()


def _parent_of(process: int) -> int:
    """Id of the parent of a process; 0 where it is not known."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return int(next(line for line in lines if line.startswith("PPid:")).split()[1])


# `ops.request_ids` writes the access log, without IP addresses and query strings.
accesslog = None
logconfig_dict: dict[str, Any] = {
    "root": {"level": "INFO", "handlers": ["console"]},
    "formatters": {
        "json": {"()": "ops.json_logging.JsonFormatter"},
        "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": os.environ.get("LOG_FORMAT", "json"),
        },
    },
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": ["console"], "propagate": False},
        # A missing .env file is normal.
        "environ": {"level": "WARNING"},
    },
}

if has_metrics:
    # Workers write their metrics to a shared folder, which must exist before they start.
    metrics_folder = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", "var/metrics"))

    def on_starting(_server: Any) -> None:
        """Empties the metrics folder."""
        shutil.rmtree(metrics_folder, ignore_errors=True)
        metrics_folder.mkdir(parents=True)

    def child_exit(_server: Any, worker: Any) -> None:
        """Removes the metrics of a worker that has ended."""
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
