"""Registers the Wagtail hooks that restrict the deletion of pages."""

from accounts import page_deletion

__all__ = ["page_deletion"]
