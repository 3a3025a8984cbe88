"""Formats dates, ranges and instants in each language."""
