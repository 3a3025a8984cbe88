"""Files that are not taken in."""


class RefusedError(Exception):
    """A file that is not taken in. The message says why, in the user's language."""
