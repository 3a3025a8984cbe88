"""Registers the cleaning step for static files of former releases."""

from ops import old_static_files

__all__ = ["old_static_files"]
