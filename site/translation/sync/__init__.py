"""Keeps segment states and progress in sync with originals and translations."""
