"""Sentry error reports, where SENTRY_DSN is set, without personal data."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from ops import request_ids

# Request fields that are sent.
_KEPT = ("method", "url")


def init(dsn: str, environment: str) -> None:
    """Starts the SDK. Raises ImproperlyConfigured where sentry-sdk is not installed."""
    try:
        import sentry_sdk
    except ImportError as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, but sentry-sdk is not installed: "
            "pip install -r requirements-extras.txt"
        ) from error
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=0.0,
        auto_session_tracking=False,
        before_send=strip_personal_data,
    )


def strip_personal_data(event: Any, _hint: dict[str, Any]) -> Any:
    """Returns the event with only method, URL and id of its request, and without exception
    messages.
    """
    request = event.get("request", {})
    event["request"] = {name: request[name] for name in _KEPT if name in request}
    event.pop("user", None)
    event.pop("breadcrumbs", None)
    for entry in event.get("exception", {}).get("values", []):
        entry["value"] = ""
    if request_id := request_ids.current():
        event.setdefault("tags", {})["request_id"] = request_id
    return event
