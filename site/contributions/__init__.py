"""Participants of conferences, their contributions, and the moderation of these."""
