"""Circuit breaker: leaves a server alone for a moment after it failed.

A short time limit is not enough: one page makes a dozen calls and would wait for each of them.
"""

import time


class CircuitBreaker:
    """State of this process; threads may share it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        """For how long the server is left alone after a failure."""
        self._until = 0.0

    def is_open(self) -> bool:
        """Whether the server failed less than `seconds` ago, and must not be called."""
        return time.monotonic() < self._until

    def trip(self) -> None:
        """Notes a failure."""
        self._until = time.monotonic() + self.seconds

    def reset(self) -> None:
        """Forgets the last failure."""
        self._until = 0.0
