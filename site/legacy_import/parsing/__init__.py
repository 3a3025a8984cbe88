"""From the bytes of a file to what stands on the page: pure functions, no database."""
