"""Turns rights of translation into what Wagtail asks for, and shows them on one screen."""
