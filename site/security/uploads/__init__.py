"""Validation and storage of uploaded files."""
