"""From SQLite to PostgreSQL, with every row, and every page looking the same."""
