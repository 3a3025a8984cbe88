"""Public pages, feeds and open data of contributions."""
