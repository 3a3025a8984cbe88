"""Fault tests: the site on real servers that are stopped, frozen and killed."""
