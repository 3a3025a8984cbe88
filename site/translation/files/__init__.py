"""Translations as PO files: out to translators with what they need to know, and back without loss.

`writing` makes the files, `reading` takes them apart and refuses what is none, `planning` says what
an import would change, `keeping` does it. What is private to wagtail-localize is in `upstream`.
"""
