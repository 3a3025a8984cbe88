"""Panels of the admin's home page about conferences."""
