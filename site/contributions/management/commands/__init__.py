"""Management commands of contributions."""
