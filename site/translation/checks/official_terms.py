"""Check: official terms, delegated to the app `terms` if it is installed."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.apps import apps

from translation.checks.problems import Problem, Severity, Text


def find(text: Text) -> Iterator[Problem]:
    """Yields a warning for each official term that the translation does not use."""
    if not apps.is_installed("terms"):
        return
    checking = import_module("terms.translation_check")
    languages = (text.source_language, text.target_language)
    for found in checking.problems(text.source, text.target, *languages):
        yield Problem(Severity.WARNING, _Sentence(found))


class _Sentence:
    """Lazy message of the app `terms`, translated each time it is displayed."""

    def __init__(self, found: Any) -> None:
        self.found = found

    def __str__(self) -> str:
        return str(self.found.message)
