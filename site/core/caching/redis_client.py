"""A Redis that does not answer is left alone for a moment.

A short time-out is not enough: a page asks for a dozen things, and would wait for each of them.
"""

import time
from typing import Any

import redis

# For how many seconds of this process.
REST = 2.0


class RestingRedis(redis.Redis):
    """After one time-out, every question fails at once until the rest is over."""

    _until = 0.0

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """Raises redis.ConnectionError also where Redis was not asked."""
        if time.monotonic() < RestingRedis._until:
            raise redis.ConnectionError("Redis did not answer a moment ago.")
        try:
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        except (redis.ConnectionError, redis.TimeoutError):
            RestingRedis._until = time.monotonic() + REST
            raise
