"""Writing, posting and editing contributions."""
