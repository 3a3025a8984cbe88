"""Moves a site from SQLite to PostgreSQL and verifies that every page looks the same."""
