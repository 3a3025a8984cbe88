"""The headers of every answer: what browsers may load, frame, tell others and offer to scripts."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from wagtail.models import Page

import pytest

from security.csp import CSP, ContentSecurityPolicyMiddleware, build_policy

ENFORCE, REPORT_ONLY = CSP.HEADER_ENFORCE, CSP.HEADER_REPORT_ONLY
STRICT = [
    "/en/",
    "/fr/protocol/print/",
    "/es/search/?q=protocolo",
    "/en/nothing/",
    "/robots.txt",
    "/admin/password_reset/",
    "/.well-known/security.txt",
]


@pytest.mark.parametrize("path", STRICT)
def test_pages_for_everybody_allow_nothing_inline_and_nothing_from_elsewhere(
    client: Client, home: Page, path: str
) -> None:
    response = client.get(path, follow=True)
    policy = response[ENFORCE]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_inline_is_allowed_in_the_admin_and_only_to_those_signed_in(
    client: Client, as_user: Callable[[str], Client]
) -> None:
    assert "unsafe-inline" not in client.get("/admin/login/", follow=True)[ENFORCE]
    signed_in = as_user("editor")
    assert "script-src 'self' 'unsafe-inline'" in signed_in.get("/admin/")[ENFORCE]
    assert "unsafe" not in signed_in.get("/en/")[ENFORCE]
    assert "unsafe-eval" not in signed_in.get("/admin/")[ENFORCE]


def test_a_policy_can_be_tried_without_being_enforced(client: Client, home: Page) -> None:
    with override_settings(SECURE_CSP={}, SECURE_CSP_REPORT_ONLY=settings.SECURE_CSP):
        response = client.get("/en/")
    assert ENFORCE not in response
    assert "default-src 'none'" in response[REPORT_ONLY]


def test_a_policy_is_written_as_in_django_6(rf: RequestFactory) -> None:
    config = {
        "default-src": [CSP.SELF, "https://example.org"],
        "img-src": "data:",
        "upgrade-insecure-requests": True,
        "object-src": [],
        "frame-src": None,
    }
    expected = "default-src 'self' https://example.org; img-src data:; upgrade-insecure-requests"
    assert build_policy(config) == expected

    def with_its_own(_request: object) -> HttpResponse:
        return HttpResponse(headers={ENFORCE: "default-src 'none'"})

    response = ContentSecurityPolicyMiddleware(with_its_own)(rf.get("/"))
    assert response[ENFORCE] == "default-src 'none'"
