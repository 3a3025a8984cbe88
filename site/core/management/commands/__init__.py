"""Management commands of `core`."""
