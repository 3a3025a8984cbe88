"""Full-text search over the pages of one language, on SQLite and PostgreSQL."""
