"""PostgreSQL database backend that gives up quickly on a server that does not answer."""
