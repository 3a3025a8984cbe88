"""Django's PostgreSQL, which does not wait for a server that has fallen silent."""
