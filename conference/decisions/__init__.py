"""Decisions about published conferences that take effect in every language at once."""
