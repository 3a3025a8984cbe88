"""Formats of the language Arabic."""
