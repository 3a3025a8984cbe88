"""Replaces attributes of other packages at run time: the one table of what, and why."""
