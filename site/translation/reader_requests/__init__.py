"""Readers' requests for translations of a page."""
