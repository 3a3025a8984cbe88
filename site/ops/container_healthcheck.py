"""For a container's health check: exit status 0 while the site in it is ready.

    python site/ops/container_healthcheck.py [/healthz]

Standard library only, so that it starts fast. BIND says where the site listens.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

SECONDS = 5


def is_well(path: str) -> bool:
    host, _, port = os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")
    connection = HTTPConnection(
        "127.0.0.1" if host == "0.0.0.0" else host,  # noqa: S104 - compared, not bound
        int(port),
        timeout=SECONDS,
    )
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_well(sys.argv[1] if len(sys.argv) > 1 else "/readyz") else 1)
