"""Keeps the page tree the same in all languages when originals are moved, copied or scheduled."""
