"""Imports conference pages of the former site, saved as HTML or plain text.

`parsing` reads files without the database: bytes → text → lines → blocks → LegacyPage. The other
modules place each page in the tree and write it. The rules are in docs/importing.md.
"""
