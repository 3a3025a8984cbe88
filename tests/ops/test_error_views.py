"""Pages for what went wrong: in the language of the address, without the database."""

from pathlib import Path
from typing import Any

from django.conf import settings as site_settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, DataError, OperationalError, connection, transaction
from django.test import Client, RequestFactory
from django.urls import get_resolver

import pytest

from core.routing.not_found_view import page_not_found
from ops import error_views
from ops.outage_detection import is_outage

TITLES = {
    "403.html": ["do not have access", "No tiene acceso", "pas accès"],
    "403_form.html": ["could not be accepted", "no se pudo aceptar", "pas pu être accepté"],
    "500.html": ["Something went wrong", "Se ha producido un error", "Une erreur s’est produite"],
    "503.html": ["not available at the moment", "no está disponible", "pas disponible"],
}
ANSWERS = {
    "403.html": lambda request: error_views.permission_denied(request, PermissionDenied("secret")),
    "403_form.html": error_views.form_expired,
    "500.html": error_views.server_error,
    "503.html": error_views.unavailable,
}


@pytest.mark.parametrize("template", TITLES)
def test_every_fault_has_a_page_in_each_language_without_the_database(
    rf: RequestFactory, template: str
) -> None:
    """No `db` fixture: a query would fail this test."""
    for language, title in zip(["en", "es", "fr"], TITLES[template], strict=True):
        request = rf.get(f"/{language}/protocol/", headers={"Accept-Language": "de"})
        response = ANSWERS[template](request)
        html = response.content.decode()
        assert response.status_code == int(template[:3])
        assert f'<html lang="{language}" dir="ltr"' in html
        assert title in html.partition("<h1>")[2]
        assert "style=" not in html
        assert "<style" not in html
        assert "secret" not in html
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies


def test_the_pages_are_the_ones_that_django_asks_for() -> None:
    handlers = {
        403: error_views.permission_denied,
        404: page_not_found,
        500: error_views.server_error,
    }
    found = {status: get_resolver().resolve_error_handler(status) for status in handlers}
    assert found == handlers
    assert site_settings.CSRF_FAILURE_VIEW == "ops.error_views.form_expired"


def test_an_address_without_a_language_is_answered_in_the_readers(rf: RequestFactory) -> None:
    response = error_views.unavailable(rf.get("/admin/", headers={"Accept-Language": "fr-CA,en"}))
    assert '<html lang="fr"' in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/fr/protocol/", "/fr/search/?q=x"])
def test_without_its_database_the_site_says_when_to_come_back(
    client: Client, unreachable_database: None, path: str
) -> None:
    client.raise_request_exception = False
    response = client.get(path, headers={"Accept-Language": "fr"})
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert '<html lang="fr"' in response.content.decode()


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("gone"), 503), (DataError("x"), 500), (KeyError(), 500)]
)
def test_only_an_outage_asks_to_come_back(
    rf: RequestFactory, error: Exception, status: int
) -> None:
    try:
        raise error
    except Exception:
        assert error_views.server_error(rf.get("/en/")).status_code == status


def test_a_query_with_a_fault_is_no_outage(db: None, client: Client) -> None:
    """SQLite calls both operational."""
    with (
        pytest.raises(DatabaseError) as raised,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM no_such_table")
    assert not is_outage(raised.value)


def test_a_form_without_its_token_gets_the_sites_own_page(home: object) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/admin/login/", headers={"Accept-Language": "es"})
    assert response.status_code == 403
    assert TITLES["403_form.html"][1] in response.content.decode()


def test_a_file_switches_the_site_off_for_readers_and_not_for_machines(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    """No `db` fixture: nothing behind the switch is asked."""
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    settings.MAINTENANCE_FILE.touch()
    response = client.get("/es/")
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert TITLES["503.html"][1] in response.content.decode()
    assert client.get("/healthz").status_code == 200
