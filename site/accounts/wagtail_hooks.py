"""Wagtail hooks of the accounts app."""

from accounts import page_deletion

__all__ = ["page_deletion"]
