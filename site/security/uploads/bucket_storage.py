"""Storage in an S3-compatible bucket that fails fast while the bucket does not answer."""

from typing import Any

from botocore.exceptions import EndpointConnectionError
from storages.backends.s3 import S3Storage

from core.outside_services.circuit_breaker import CircuitBreaker

_breaker = CircuitBreaker(30.0)


class FailFastS3Storage(S3Storage):
    """After a time-out, every request of this process fails at once for half a minute."""

    def _create_session(self) -> Any:
        session = super()._create_session()
        session.events.register("before-send.s3", _refuse_while_silent)
        session.events.register("response-received.s3", _note_silence)
        return session


def _refuse_while_silent(request: Any, **_context: Any) -> None:
    if _breaker.is_open():
        raise EndpointConnectionError(endpoint_url=request.url)


def _note_silence(exception: Exception | None = None, **_context: Any) -> None:
    if exception is not None:
        _breaker.trip()
