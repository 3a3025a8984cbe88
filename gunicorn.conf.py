"""gunicorn's settings; `gunicorn` alone, in this folder, starts the site."""

import os
import shutil
from pathlib import Path
from typing import Any

pythonpath = "site"
wsgi_app = "config.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# A PDF may take 50 s, an archive of a conference longer; a proxy in front waits as long.
timeout = 120
graceful_timeout = 30
# Longer than the proxy keeps its connections, so that the proxy is the one to close them.
keepalive = 75
# A worker takes seconds to start, and a kept page a thousandth of one: restarts must stay rare.
max_requests = 100_000
max_requests_jitter = 10_000
# Heartbeats in memory: on a disk that stalls, workers would be taken for dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
# Its place would be the home of a user who has none.
control_socket_disable = True
limit_request_line = 4094
limit_request_fields = 60
# Who may say that a request came by https; the site itself asks BEHIND_PROXY.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")

# The site writes a line for each answer itself, without addresses and queries.
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
        # That there is no file .env is no news.
        "environ": {"level": "WARNING"},
    },
}

if os.environ.get("METRICS", "").lower() in ("1", "true", "yes", "on"):
    # The workers write their figures into a common folder; it must be there before they start.
    figures = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", "var/metrics"))

    def on_starting(_server: Any) -> None:
        shutil.rmtree(figures, ignore_errors=True)
        figures.mkdir(parents=True)

    def child_exit(_server: Any, worker: Any) -> None:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
