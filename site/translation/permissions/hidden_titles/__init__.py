"""Overrides Wagtail views that display titles of pages the user may not see.

`translation.permissions.draft_visibility` decides which pages those are.
`tests/translation/permissions/test_hidden_titles.py` lists the views and their status.
"""
