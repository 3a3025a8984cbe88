"""Background jobs for long work, with progress, cancellation and resumption."""

from jobs.registry import job

__all__ = ["job"]
