"""Container health check: exits with status 0 while the site answers 200.

    python site/ops/container_healthcheck.py [/healthz]

Uses the standard library only, to start fast. Connects to the address in BIND.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

TIMEOUT_SECONDS = 5


def is_healthy(path: str) -> bool:
    """Whether a GET of `path` answers 200 in time."""
    host, _, port = os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")
    connection = HTTPConnection(
        "127.0.0.1" if host == "0.0.0.0" else host,  # noqa: S104 - compared, not bound
        int(port),
        timeout=TIMEOUT_SECONDS,
    )
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_healthy(sys.argv[1] if len(sys.argv) > 1 else "/readyz") else 1)
