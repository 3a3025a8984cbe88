"""Servers for tests and benchmarks, each with its own port and folder.

Servers that were running before are not touched.
"""
