"""The "Extend…" action: moves the closing of a published conference."""
