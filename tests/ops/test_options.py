"""What an installation may switch on: a bucket for uploads, Sentry, figures."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from ops import sentry
from tests.config.test_production import GOOD, ROOT

BUCKET = {
    "MEDIA_BUCKET": "uploads",
    "MEDIA_BUCKET_URL": "https://media.example.org/site/",
    "MEDIA_BUCKET_ENDPOINT": "https://objects.example.org",
    "MEDIA_BUCKET_KEY": "key",
    "MEDIA_BUCKET_SECRET": "secret",
    "METRICS": "true",
    "SENTRY_DSN": "https://key@errors.example.org/1",
}
LOOK = """
import json, django
django.setup()
from django.conf import settings
from django.core.files.storage import default_storage
from wagtail.documents.models import get_document_model
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
WITHOUT = """
import sys
for name in ("storages", "sentry_sdk", "prometheus_client"):
    sys.modules[name] = None
import django
django.setup()
from django.core.handlers.wsgi import WSGIHandler
WSGIHandler()
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


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"MEDIA_BUCKET": "x", "MEDIA_BUCKET_URL": "https://x.example"}, "django-storages"),
        ({"SENTRY_DSN": "https://key@errors.example.org/1"}, "sentry-sdk"),
        ({"METRICS": "on"}, "prometheus-client"),
    ],
)
def test_an_option_without_its_package_says_what_to_install(
    variables: dict[str, str], said: str
) -> None:
    result = python(WITHOUT, **variables)
    assert result.returncode != 0
    assert said in result.stderr
    assert "requirements-extras.txt" in result.stderr


def test_a_bucket_without_its_public_address_is_refused_by_name() -> None:
    pytest.importorskip("storages")
    result = python("import django; django.setup()", MEDIA_BUCKET="uploads")
    assert result.returncode != 0
    assert "MEDIA_BUCKET_URL is missing" in result.stderr


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
    sent = sentry.without_reader(event, {})
    assert sent["request"] == {"method": "GET", "url": "https://conferences.example.org/en/search/"}
    assert sent["exception"]["values"][0]["type"] == "ValueError"
    for secret in ("biopiracy", "secret", "203.0.113.7"):
        assert secret not in json.dumps(sent)
