"""How many queries an address costs once the worker is warm; called in the site's environment.

`python -m tests.bench.serving.queries HOST PATH…` prints one number a line.
"""

import sys


def main() -> None:
    sys.path[:0] = [".", "site"]
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    host, *paths = sys.argv[1:]
    client = Client(headers={"host": host})
    for path in paths:
        for _time in range(3):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        print(len(queries))  # noqa: T201


if __name__ == "__main__":
    main()
