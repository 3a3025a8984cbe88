"""Reports on conferences."""
