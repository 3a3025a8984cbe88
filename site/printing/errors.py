"""When a print version cannot be had."""


class RefusedError(Exception):
    """Carries a message in the reader's language and the HTTP status that goes with it."""

    def __init__(self, message: str, status: int = 400, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.retry_after = retry_after
        """Seconds after which another try makes sense; None where it never does."""
