"""A Redis client that fails fast for a moment after a time-out (circuit breaker).

A short time-out is not enough: one page makes a dozen calls and would wait for each of them.
"""

import time
from typing import Any

import redis

# Seconds without calls, in this process.
PAUSE_SECONDS = 2.0


class FailFastRedis(redis.Redis):
    """After one time-out, every command fails at once for PAUSE_SECONDS seconds."""

    _until = 0.0

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """As the client's own; raises redis.ConnectionError during the pause, too."""
        if time.monotonic() < FailFastRedis._until:
            raise redis.ConnectionError("Redis did not answer a moment ago.")
        try:
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        except (redis.ConnectionError, redis.TimeoutError):
            FailFastRedis._until = time.monotonic() + PAUSE_SECONDS
            raise
