"""Content Security Policies of public pages and of the admin."""

from collections.abc import Iterable

from security.csp import CSP, Policy

# Browser features that no page uses, denied by Permissions-Policy.
UNUSED_FEATURES = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)


def public_policy(media: Iterable[str] = (), report_to: str = "") -> dict[str, list[str]]:
    """Policy for public and sign-in pages: nothing inline, nothing from other origins.

    `media` are further image origins, such as a bucket; `report_to` is the URL of violation
    reports.
    """
    policy: dict[str, list[str]] = {
        "default-src": [CSP.NONE],
        "script-src": [CSP.SELF],
        "style-src": [CSP.SELF],
        "img-src": [CSP.SELF, "data:", *media],
        "font-src": [CSP.SELF],
        "connect-src": [CSP.SELF],
        "form-action": [CSP.SELF],
        "base-uri": [CSP.NONE],
        "frame-ancestors": [CSP.NONE],
    }
    return policy | ({"report-uri": [report_to]} if report_to else {})


def admin_policy(media: Iterable[str] = (), report_to: str = "") -> dict[str, list[str]]:
    """Policy for Wagtail's admin, which has inline scripts and styles, and previews in a frame."""
    return public_policy(media, report_to) | {
        "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
        "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
        "img-src": [CSP.SELF, "data:", "blob:", *media],
        "frame-src": [CSP.SELF],
    }


def framed_by_self(policy: Policy) -> Policy:
    """The policy with framing by this site allowed; an empty one stays empty."""
    return {**policy, "frame-ancestors": [CSP.SELF]} if policy else policy
