"""The error of print views."""


class RefusedError(Exception):
    """Why a print version cannot be made: a message in the reader's language and an HTTP status."""

    def __init__(self, message: str, status: int = 400, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.retry_after = retry_after
        """Seconds for Retry-After; None where a retry cannot help."""
