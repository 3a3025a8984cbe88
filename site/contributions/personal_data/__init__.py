"""What is kept about participants: shown, exported, erased, and purged after a time."""
