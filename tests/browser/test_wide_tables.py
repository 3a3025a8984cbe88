"""Wide tables, as Chromium lays them on paper: every cell lies on a sheet."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.test import Client

import pytest

from tests.conftest import PageFinder
from tests.printing.wide import WIDTHS, assert_every_cell_is_on_paper, table

pytestmark = pytest.mark.django_db
STYLES = ["core/site.css", "print/sheet.css"]


@pytest.mark.parametrize("below", ["", "print/", "print/?size=large"])
def test_a_browser_prints_every_cell(
    client: Client, page_at: PageFinder, browser: Any, below: str
) -> None:
    page = page_at("protocol")
    page.body = [table(columns) for columns in WIDTHS]
    page.save_revision().publish()
    answer = client.get(f"/en/protocol/{below}").content.decode()
    styles = "".join(
        f"<style>{Path(str(finders.find(name))).read_text()}</style>" for name in STYLES
    )
    shown = browser.new_page()
    shown.route("**/*", lambda route: route.abort())
    shown.set_content(answer.replace("</head>", f"{styles}</head>"))
    content = shown.pdf(format="A4", prefer_css_page_size=True)
    shown.close()
    assert_every_cell_is_on_paper(content)
