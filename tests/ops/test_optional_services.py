"""What an installation may switch on: a bucket for uploads, Sentry, figures."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.core.exceptions import ImproperlyConfigured

import environ
import pytest

from config.settings.required_variables import Requirements
from config.settings.storage import bucket_storage
from ops import sentry
from tests.config.test_production import GOOD, ROOT

BUCKET = {
    "MEDIA_BUCKET": "uploads",
    "MEDIA_BUCKET_URL": "https://media.example.org/site/",
    "MEDIA_BUCKET_ENDPOINT": "https://objects.example.org",
    "MEDIA_BUCKET_KEY": "key",
    "MEDIA_BUCKET_SECRET": "secret",
    "METRICS": "true",
    "SENTRY_DSN": "http://key@127.0.0.1:9/1",
}
LOOK = """
import json, django
django.setup()
from django.conf import settings
from django.core.files.storage import default_storage
from wagtail.documents import get_document_model
import sentry_sdk
document = get_document_model()(pk=7, title="x", file="documents/x.pdf")
print(json.dumps({
    "image": default_storage.url("images/a b.png"),
    "document": document.url,
    "media": settings.MEDIA_URL,
    "acl": default_storage.default_acl,
    "served by": settings.WAGTAILDOCS_SERVE_METHOD,
    "sentry": sentry_sdk.get_client().options["send_default_pii"],
}))
"""


def python(source: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A process with the production settings, and nothing else in its environment."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
    return subprocess.run(
        [sys.executable, "-c", source],
        cwd=ROOT,
        env=environment | GOOD | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_all_options_together_start_and_documents_never_come_from_the_bucket() -> None:
    pytest.importorskip("storages")
    result = python(LOOK, **BUCKET)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == {
        "image": "https://media.example.org/site/images/a%20b.png",
        "document": "/documents/7/x.pdf",
        "media": "https://media.example.org/site/",
        "acl": None,
        "served by": "serve_view",
        "sentry": False,
    }


def bucket() -> object:
    variables = environ.Env()
    return bucket_storage(variables, Requirements(variables))


def figures() -> object:
    sys.modules.pop("ops.metrics", None)
    return import_module("ops.metrics")


@pytest.mark.parametrize(
    ("package", "switched_on"),
    [
        ("storages", bucket),
        ("sentry_sdk", lambda: sentry.init("http://key@127.0.0.1:9/1", "x")),
        ("prometheus_client", figures),
    ],
)
def test_an_option_without_its_package_says_what_to_install(
    package: str, switched_on: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDIA_BUCKET", "uploads")
    monkeypatch.setenv("MEDIA_BUCKET_URL", "https://media.example.org")
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setitem(sys.modules, "ops.metrics", sys.modules.get("ops.metrics"))
    with pytest.raises(ImproperlyConfigured, match=r"requirements-extras\.txt"):
        switched_on()


def test_a_bucket_without_its_public_address_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("storages")
    monkeypatch.setenv("MEDIA_BUCKET", "uploads")
    monkeypatch.delenv("MEDIA_BUCKET_URL", raising=False)
    requirements = Requirements(environ.Env())
    bucket_storage(environ.Env(), requirements)
    with pytest.raises(ImproperlyConfigured, match="MEDIA_BUCKET_URL is missing"):
        requirements.enforce()


def test_sentry_learns_where_it_happened_and_nothing_of_the_reader() -> None:
    event: dict[str, Any] = {
        "request": {
            "method": "GET",
            "url": "https://conferences.example.org/en/search/",
            "query_string": "q=biopiracy",
            "cookies": {"sessionid": "secret"},
            "headers": {"X-Forwarded-For": "203.0.113.7"},
            "data": {"password": "secret"},
        },
        "user": {"ip_address": "203.0.113.7"},
        "exception": {"values": [{"type": "ValueError", "value": "biopiracy", "stacktrace": {}}]},
    }
    sent = sentry.strip_personal_data(event, {})
    assert sent["request"] == {"method": "GET", "url": "https://conferences.example.org/en/search/"}
    assert sent["exception"]["values"][0]["type"] == "ValueError"
    for secret in ("biopiracy", "secret", "203.0.113.7"):
        assert secret not in json.dumps(sent)
