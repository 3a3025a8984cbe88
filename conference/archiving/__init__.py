"""Moves closed conferences into the archive and back."""
