"""Menus and everything else around a page's own text."""
