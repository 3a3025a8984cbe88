"""Formats of the language French."""
