"""Reports on conferences: sections with cited contributions, and the screen that collects them."""
