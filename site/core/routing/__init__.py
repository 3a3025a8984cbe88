"""Routing: page lookup, views below pages, former addresses, sitemap."""
