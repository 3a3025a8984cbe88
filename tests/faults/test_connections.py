"""Connections to the database are kept from one request to the next."""

from collections.abc import Callable

from django.db import connection

from tests.faults.database_copies import DatabaseCopies
from tests.servers.processes import children, open_files
from tests.servers.site import Site

# Not kept by the page cache: each asks the database.
ASKED = "/en/search/?q=biosafety"
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()"


def test_a_connection_outlives_its_request(
    make_site: Callable[..., Site], copies: DatabaseCopies, database: str
) -> None:
    site = make_site(WEB_CONCURRENCY="1", WEB_THREADS="1")
    site.start()
    seen = []
    for _time in range(3):
        assert site.get(ASKED).status == 200
        seen.append(open_connections(site, copies, database))
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0]) == 1


def open_connections(site: Site, copies: DatabaseCopies, database: str) -> set[str]:
    """PostgreSQL's numbers of them, or the open file of SQLite."""
    if connection.vendor == "postgresql":
        return {str(pid) for (pid,) in copies.query(database, BACKENDS.format(database))}
    (worker,) = children(site.pid)
    path = copies.url(database).removeprefix("sqlite:///")
    return open_files(worker) & {path, f"/{path}"}
