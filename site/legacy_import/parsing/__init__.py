"""Parses the bytes of a file into a LegacyPage. Pure functions without the database."""
