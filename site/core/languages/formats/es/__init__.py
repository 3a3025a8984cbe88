"""Formats of the language Spanish."""
