"""What the pages of the site may load and do, and what those of the admin need on top."""

from collections.abc import Iterable

from security.csp import CSP, Policy

# What browsers offer to pages and no page here asks for.
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
    """For readers and for signing in: nothing inline, nothing from elsewhere.

    `media` are further origins of images, such as a bucket; `report_to` is where browsers send
    what they refused.
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
    """For Wagtail's admin, which has scripts and styles inline, and shows previews in a frame."""
    return public_policy(media, report_to) | {
        "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
        "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
        "img-src": [CSP.SELF, "data:", "blob:", *media],
        "frame-src": [CSP.SELF],
    }


def framed_by_self(policy: Policy) -> Policy:
    """The same policy for an answer that a page of this site shows in a frame; none stays none."""
    return {**policy, "frame-ancestors": [CSP.SELF]} if policy else policy
