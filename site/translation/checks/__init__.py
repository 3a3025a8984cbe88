"""Checks on a translation before it goes out.

Each check is a module of its own with one pure function, listed in `registry`. `segments` reads the
texts, `doors` stands where translations are published, `report` shows the whole site.
"""
