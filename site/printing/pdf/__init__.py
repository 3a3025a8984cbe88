"""PDF rendering with WeasyPrint in a subprocess."""
