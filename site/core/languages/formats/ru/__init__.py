"""Formats of the language Russian."""
