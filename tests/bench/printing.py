"""How long it takes to print a section of 300 pages, as a page, as a PDF and from the store; and
what PDFs cost against a process that loads the engine for each.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.bench import pdf_ratios
from tests.bench.rows import Figure

PAGES = 300
ROUNDS = 5
PATH = "protocol/capacity-building/portal/archive/mainstreaming"
PARAGRAPH = (
    "<p>Governments and organisations exchanged views in writing on the integration of biosafety "
    "into national development plans, strategies and programmes, and named what they need.</p>"
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        report()
        report_ratios()


def report_ratios() -> None:
    """Prints the ratios that the targets are about."""
    page, section = single_page_ratio(), section_ratio()
    medians = [figure.median for figure in (*page, *section)]
    print("against a process that loads the engine for each PDF:")  # noqa: T201
    print("a page: processor time {:.2f}, time {:.2f}".format(*medians[:2]))  # noqa: T201
    print(f"{PAGES} pages: " + "time {:.2f}, memory {:.2f}".format(*medians[2:]))  # noqa: T201


def single_page_ratio() -> tuple[Figure, Figure]:
    """Returns (processor time, time) of the PDF of a page, as parts of what the former way takes.

    The site must be set up (`set_up`).
    """
    return pdf_ratios.page(document("objectives/print.pdf"))


def section_ratio() -> tuple[Figure, Figure]:
    """Returns (time, memory) of the PDF of the section, as parts of what the former way takes.

    The site must be set up (`set_up`).
    """
    return pdf_ratios.section(document("print/all.pdf"))


def document(path: str) -> str:
    """Returns the HTML that a PDF is made of."""
    from django.core.cache import caches
    from django.test import Client

    from printing.pdf import renderer

    caches["pdf"].clear()
    with patch.object(renderer, "render", return_value=b"%PDF") as render:
        assert Client().get(f"/en/{PATH}/{path}").status_code == 200
    caches["pdf"].clear()
    return str(render.call_args.args[0])


def set_up(folder: Path) -> None:
    """A database of its own with the demo and a conference of 300 sessions."""
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'db.sqlite3'}"
    os.environ["PDF_CACHE"] = str(folder / "pdf")
    os.environ["PDF_LOCKS"] = str(folder / "locks")
    os.environ["PDF_TIME_LIMIT"] = "300"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    sys.path[:0] = [".", "site"]
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)
    add_sessions()


def add_sessions() -> None:
    from wagtail.models import Page

    from conference.models import ConferencePage, SessionPage

    conference = ConferencePage.objects.get(locale__language_code="en", slug="mainstreaming")
    below = Page.objects.descendant_of(conference).count()
    for number in range(10, 10 + PAGES - below - 1):
        body: list[Any] = [("heading", {"text": "Views", "level": "2"})]
        body += [("paragraph", PARAGRAPH)] * 4
        session = SessionPage(
            title=f"Session {number}",
            slug=f"session-{number}",
            theme=f"Theme of session {number}",
            number=number,
            locale=conference.locale,
            body=body,
        )
        conference.add_child(instance=session)


def report() -> None:
    from django.core.cache import caches
    from django.test import Client

    client = Client()

    def get(path: str) -> None:
        response = client.get(f"/en/{PATH}/{path}")
        assert response.status_code == 200, (path, response.status_code)

    def get_anew(path: str) -> None:
        caches["pdf"].clear()
        get(path)

    print(f"{'':34}{'median s':>10}{'min s':>10}{'queries':>10}")  # noqa: T201
    row("page, print/", lambda: get("objectives/print/"), ROUNDS)
    row(f"{PAGES} pages, print/all/", lambda: get("print/all/"), ROUNDS)
    row("page, print.pdf, made", lambda: get_anew("objectives/print.pdf"), ROUNDS)
    row("page, print.pdf, from the store", lambda: get("objectives/print.pdf"), ROUNDS)
    row(f"{PAGES} pages, print/all.pdf, made", lambda: get_anew("print/all.pdf"), 1)
    row(f"{PAGES} pages, print/all.pdf, stored", lambda: get("print/all.pdf"), ROUNDS)


def row(name: str, action: Callable[[], None], rounds: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for _ in range(rounds):
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            action()
            times.append(time.perf_counter() - start)
    median, least = statistics.median(times), min(times)
    print(f"{name:34}{median:10.3f}{least:10.3f}{len(queries):10}")  # noqa: T201


if __name__ == "__main__":
    main()
