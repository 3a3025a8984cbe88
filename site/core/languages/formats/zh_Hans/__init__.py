"""Formats of the language Chinese."""
