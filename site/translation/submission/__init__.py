"""Pages are handed to translators: one at once, many as background work."""
