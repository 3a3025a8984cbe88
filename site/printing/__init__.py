"""Printer-friendly versions of pages and sections, as HTML and PDF."""
