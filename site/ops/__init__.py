"""Operations: health checks, logging, error pages, backups and the move to PostgreSQL."""
