"""Check: the translation does not exceed the maximum length of its field."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.problems import Problem, Text, error


def find(text: Text) -> Iterator[Problem]:
    """Yields an error if the plain text is longer than `text.limit` (characters)."""
    length = len(text.target_plain)
    if text.limit is not None and length > text.limit:
        yield error(
            _("The text has %(length)s characters; the field takes %(limit)s."),
            length=length,
            limit=text.limit,
        )
