"""From registration to the printed proceedings: visitor, participant, moderator and translators.

At the pace of people; without JavaScript for readers and participants, as some of them have none.
"""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_editing import SignIn, sign_in

__all__ = ["sign_in"]

DEMO = "protocol/capacity-building/portal/demo"
PAUSE_MS = 400
TITLE, TEXT = (
    "Des registres partagés",
    "Un **registre** partagé par trois pays.\n\nIl a servi deux ans.",
)
SPANISH = [
    "Registros compartidos",
    "Un **registro** compartido por tres países.",
    "Sirvió dos años.",
]
CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}\s*$", re.MULTILINE)


@pytest.fixture
def reader(browser: Any) -> Iterator[Any]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 400, "height": 800})
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def server_log(site: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server's mail to the console is written."""
    return tmp_path_factory.getbasetemp() / "site0" / "server.log"


def pause(page: Any) -> None:
    page.wait_for_timeout(PAUSE_MS)


def press(page: Any, name: str) -> None:
    pause(page)
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Any, name: str) -> None:
    pause(page)
    page.get_by_role("link", name=name).first.click()


def code_in(log: Path, known: int) -> str:
    """The code in the mail that came after so many earlier ones."""
    for _try in range(60):
        found = CODE.findall(log.read_text())
        if len(found) > known:
            return str(found[-1]).strip()
        time.sleep(0.5)
    raise AssertionError("No code came by mail.")


def register(page: Any, site: str, log: Path) -> None:
    known = len(CODE.findall(log.read_text()))
    page.goto(f"{site}/fr/{DEMO}/")
    assert page.context.cookies() == []
    follow(page, "S’inscrire ou se connecter")
    page.fill("input[name=email]", "awa@example.org")
    press(page, "Envoyez-moi un code")
    page.fill("input[name=code]", code_in(log, known))
    press(page, "Se connecter")
    page.fill("input[name=name]", "Awa Exemple")
    page.select_option("select[name=affiliation]", "ngo")
    page.fill("input[name=organization]", "Association d’exemple")
    page.check("input[name=accept]")
    press(page, "Enregistrer")
    press(page, "S’inscrire à cette conférence")


def contribute(page: Any, site: str) -> None:
    page.goto(f"{site}/fr/{DEMO}/session-1/")
    follow(page, "Rédiger une contribution")
    page.fill("input[name=title]", TITLE)
    page.fill("textarea[name=text]", TEXT)
    pause(page)
    page.click("button[name=preview]")
    page.locator("strong", has_text="registre").wait_for()
    pause(page)
    page.click("button[name=send]")
    assert "modérateurs" in page.locator("main").inner_text()


def publish(page: Any, site: str) -> str:
    """As a moderator; returns the number."""
    page.goto(f"{site}/admin/contributions/")
    follow(page, TITLE)
    press(page, "Publish")
    page.locator(".messages .success").wait_for()
    match = re.search(r"#(\d+)", page.title())
    assert match is not None
    return match[1]


def translate(page: Any, site: str) -> None:
    """As a translator into Spanish, from the home page of the admin."""
    page.goto(f"{site}/admin/")
    pause(page)
    page.locator("a[href*='/admin/contributions/translations/?language=es']").first.click()
    follow(page, TITLE)
    for place, text in enumerate(SPANISH):
        pause(page)
        page.fill(f"textarea[name=target-{place}]", text)
    page.fill("input[name=translator_name]", "Traductora de ejemplo")
    press(page, "Enviar a revisión")
    page.locator(".messages .success").wait_for()


def approve(page: Any, site: str) -> None:
    page.goto(f"{site}/admin/contributions/translations/?language=es&state=review")
    follow(page, TITLE)
    confirmed = page.locator("input[name=confirmed]")
    if confirmed.count():
        confirmed.check()
    press(page, "Approve and publish")
    page.locator(".messages .success").wait_for()


@pytest.mark.slow
def test_from_registration_to_the_printed_proceedings(
    site: str, reader: Any, sign_in: SignIn, server_log: Path
) -> None:
    register(reader, site, server_log)
    contribute(reader, site)
    assert TITLE not in reader.request.get(f"{site}/fr/{DEMO}/session-1/").text()
    number = publish(sign_in("moderator"), site)
    translate(sign_in("translator-es"), site)
    approve(sign_in("reviewer"), site)

    reader.context.clear_cookies()
    reader.goto(f"{site}/es/{DEMO}/session-1/contributions/")
    assert reader.locator(f"#contribution-{number}").inner_text().find("registre") > 0
    reader.check("input[name=translations]")
    press(reader, "Mostrar")
    entry = reader.locator(f"#contribution-{number}")
    assert SPANISH[0] in entry.inner_text()
    assert "Traducción de cortesía de Traductora de ejemplo" in entry.inner_text()
    follow(reader, f"#{number}")
    assert reader.locator("[lang=fr] strong", has_text="registre").count() == 1

    reader.goto(f"{site}/es/{DEMO}/print/all/")
    reader.select_option("select[name=include]", "contributions-translated")
    press(reader, "Mostrar")
    printed = reader.locator(f"article:has-text('{SPANISH[0]}')").first.inner_text()
    assert f"#{number}" in printed
    assert "Awa Exemple" in printed
    assert "Traducción de cortesía" in printed
    assert reader.context.cookies() == []
    again = reader.request.get(f"{site}/fr/{DEMO}/print/all/?include=contributions").text()
    assert TITLE in again
