"""Exceptions of the importer."""


class RefusedError(Exception):
    """The file is not imported. The message says why, in the user's language."""
