"""Converts translation rights to Wagtail permissions, and the admin screen that edits them."""
