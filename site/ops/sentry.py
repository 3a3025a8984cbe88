"""Faults reported to Sentry, where SENTRY_DSN is set: type and place, nothing of the reader."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from ops import request_ids

# What an event may say of the request.
_KEPT = ("method", "url")


def start(dsn: str, environment: str) -> None:
    """Raises ImproperlyConfigured where the package is not installed."""
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
        before_send=without_reader,
    )


def without_reader(event: Any, _hint: dict[str, Any]) -> Any:
    """The event with the request's method, address and id only."""
    request = event.get("request", {})
    event["request"] = {name: request[name] for name in _KEPT if name in request}
    event.pop("user", None)
    event.pop("breadcrumbs", None)
    for entry in event.get("exception", {}).get("values", []):
        entry["value"] = ""
    if request_id := request_ids.current():
        event.setdefault("tags", {})["request_id"] = request_id
    return event
