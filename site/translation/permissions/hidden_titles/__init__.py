"""Wagtail's own screens that name pages without asking whether the user may see them.

`translation.permissions.draft_visibility` says which pages those are. What is closed here, and with
which screen, stands in `tests/translation/permissions/test_discretion.py`.
"""
