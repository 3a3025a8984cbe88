"""Queries, prefetches and validation of pages."""
