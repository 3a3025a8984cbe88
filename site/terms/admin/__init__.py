"""Wagtail admin of terms: list, form, import and export."""
