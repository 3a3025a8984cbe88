"""What the site map costs with 10 pages and with 10,000, in three languages."""

from tests.bench.archive import FEW, MANY, add, cost
from tests.bench.databases import is_measuring, run_on_each, set_up

WHOLE = "/sitemap.xml"


def main() -> None:
    if is_measuring():
        measure()
    else:
        run_on_each("tests.bench.sitemap")


def measure() -> None:
    from django.db import connection

    set_up()
    print(f"\n{connection.vendor}: site map without the page cache")  # noqa: T201
    print(f"{'':40}{'queries':>10}{'ms':>10}{'kB':>10}")  # noqa: T201
    add(FEW, "few", indexed=0)
    row(f"{FEW} conferences: all in one file", WHOLE)
    add(MANY - FEW, "many", indexed=0)
    row(f"{MANY} conferences: the index", WHOLE)
    for number in (1, number_of_files()):
        row(f"{MANY} conferences: file {number}", f"/sitemap-{number}.xml")


def row(title: str, address: str) -> None:
    queries, milliseconds = cost(lambda: get(address))
    size = len(get(address)) / 1000
    print(f"{title:40}{queries:10}{milliseconds:10.0f}{size:10.0f}")  # noqa: T201


def number_of_files() -> int:
    return get(WHOLE).count(b"<loc>")


def get(address: str) -> bytes:
    from django.test import Client

    response = Client().get(address)
    assert response.status_code == 200, address
    return bytes(response.content)


if __name__ == "__main__":
    main()
