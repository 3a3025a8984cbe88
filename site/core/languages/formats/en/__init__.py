"""Formats of the language English."""
