"""Moderation of contributions in the admin."""
