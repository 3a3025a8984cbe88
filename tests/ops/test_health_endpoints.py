"""What machines ask: is the process up, can it do its whole work."""

from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

import pytest

NOWHERE = "127.0.0.1:1"


def test_the_process_answers_whatever_host_and_scheme_it_is_asked_by(
    client: Client, settings: Any
) -> None:
    """No `db` fixture: a query would fail this test."""
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz", headers={"Host": "10.0.0.7", "Cookie": "sessionid=x"})
    assert (response.status_code, response.json()) == (200, {"status": "alive"})
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert client.post("/healthz").status_code == 405


def test_it_is_ready_with_its_database_and_all_migrations(client: Client, db: None) -> None:
    response = client.get("/readyz", headers={"Host": "10.0.0.7"})
    assert response.status_code == 200
    assert response.json() == {"status": "ready", "checks": {"database": "ok", "migrations": "ok"}}


def test_a_migration_that_is_not_applied_is_counted(client: Client, db: None) -> None:
    applied = MigrationRecorder(connection).migration_qs
    applied.filter(app="home", name__startswith="0001").delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "ok", "migrations": "1 not applied"}


def test_a_cache_that_is_configured_and_gone_is_named_and_keeps_nobody_away(
    client: Client, db: None, settings: Any
) -> None:
    """All servers share one Redis: 503 would take all of them away, and each works without it."""
    lose_the_cache(settings)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["checks"]["cache"] != "ok"
    assert "secret" not in response.content.decode()


def test_without_cache_and_migrations_it_is_not_ready(
    client: Client, db: None, settings: Any
) -> None:
    lose_the_cache(settings)
    MigrationRecorder(connection).migration_qs.filter(app="home").delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["status"] == "not ready"


def lose_the_cache(settings: Any) -> None:
    address = f"redis://:secret@{NOWHERE}/0"
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {**settings.CACHES, "default": {"BACKEND": backend, "LOCATION": address}}


def test_a_database_that_is_gone_is_named_without_its_address(
    client: Client, unreachable_database: None
) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "unreachable", "migrations": "unreachable"}
    assert client.get("/healthz").status_code == 200


@pytest.mark.long
def test_figures_are_off_unless_asked_for_and_never_for_a_proxy(
    client: Client, db: None, settings: Any
) -> None:
    pytest.importorskip("prometheus_client")
    assert client.get("/metrics").status_code == 404
    settings.METRICS = True
    settings.MIDDLEWARE = ["ops.metrics.MetricsMiddleware", *settings.MIDDLEWARE]
    client = Client()
    client.get("/healthz")
    figures = client.get("/metrics").content.decode()
    assert 'site_answers_total{method="GET",status="200"}' in figures
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 404
