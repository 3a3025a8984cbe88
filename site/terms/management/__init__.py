"""Management commands of the terms app."""
