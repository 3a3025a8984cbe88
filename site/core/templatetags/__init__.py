"""Template tags of `core`."""
