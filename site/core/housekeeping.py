"""Registers the cleaning step for old revisions."""

from core import old_revisions

__all__ = ["old_revisions"]
