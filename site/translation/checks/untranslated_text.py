"""Checks: missing, unconfirmed and copied translations."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.document_references import SYMBOL
from translation.checks.problems import Problem, Text, error, warning

# Texts of up to this many words may be the same in two languages: "Portal", "San José".
SAME_BY_CHANCE = 2
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+\.\w+")


def find_untranslated(text: Text) -> Iterator[Problem]:
    """Yields an error if the translation is empty."""
    if not text.target_plain.strip():
        yield error(_("This text is not translated."))


def find_doubtful(text: Text) -> Iterator[Problem]:
    """Yields an error if the text is fuzzy: pre-filled or imported, and not yet confirmed."""
    if text.is_doubtful:
        yield error(
            _("This text is doubtful: from a file, or another page. Save it once it is right.")
        )


def find_equal(text: Text) -> Iterator[Problem]:
    """Yields a warning if the translation equals the original and is not a name or a short text."""
    source, target = _words(text.source_plain), _words(text.target_plain)
    if source == target and len(source) > SAME_BY_CHANCE and not _is_name(text.source_plain):
        yield warning(_("The translation is the same as the original."))


def _words(text: str) -> list[str]:
    """Returns the words without symbols, URLs and numbers."""
    bare = _ADDRESS.sub(" ", SYMBOL.sub(" ", text))
    return re.findall(r"[^\W\d_]+", bare.casefold())


def _is_name(text: str) -> bool:
    """Whether every longer word is capitalized, as in names and abbreviations."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return all(word[0].isupper() for word in words)
