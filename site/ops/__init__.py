"""What an operator needs: health, logs, faults, backups, moving to another database."""
