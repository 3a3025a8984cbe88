"""A Redis client that fails fast for a moment after a time-out."""

from typing import Any

import redis

from core.outside_services.circuit_breaker import CircuitBreaker

_breaker = CircuitBreaker(2.0)


class FailFastRedis(redis.Redis):
    """After one time-out, every command of this process fails at once for two seconds."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """As the client's own; raises redis.ConnectionError during the pause, too."""
        if _breaker.is_open():
            raise redis.ConnectionError("Redis did not answer a moment ago.")
        try:
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        except (redis.ConnectionError, redis.TimeoutError):
            _breaker.trip()
            raise
