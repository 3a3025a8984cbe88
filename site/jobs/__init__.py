"""Long work that holds no request: seen in progress, cancelled, and taken up again."""

from jobs.registry import job

__all__ = ["job"]
