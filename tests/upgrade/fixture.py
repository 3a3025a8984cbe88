"""The file format of upgrade fixtures: the rows of a former release, as compressed JSON."""

import json
import lzma
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

# Indexes are filled anew by each release; sessions are nobody's content.
LEFT_OUT = ("sqlite_", "search_", "wagtailsearch_", "django_migrations", "django_session")


@dataclass
class Table:
    columns: list[str]
    rows: list[list[Any]]
    """Values as SQLite keeps them: 0 and 1 for booleans, text for instants (UTC) and JSON."""


@dataclass
class Fixture:
    migrations: list[tuple[str, str]]
    """(app label, name) of the former release's migrations."""
    tables: dict[str, Table]


def write_fixture(path: Path, fixture: Fixture) -> None:
    text = json.dumps(asdict(fixture), ensure_ascii=False, indent=0)
    path.write_bytes(lzma.compress(text.encode(), preset=9))


def read_fixture(path: Path) -> Fixture:
    values = json.loads(lzma.decompress(path.read_bytes()))
    tables = {name: Table(**table) for name, table in values["tables"].items()}
    return Fixture([(app, name) for app, name in values["migrations"]], tables)
