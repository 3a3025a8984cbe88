"""Official terms, as far as the site keeps them (the app `terms`): a plug for its own check."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.apps import apps

from translation.checks.problems import Problem, Severity, Text


def find(text: Text) -> Iterator[Problem]:
    if not apps.is_installed("terms"):
        return
    checking = import_module("terms.translation_check")
    languages = (text.source_language, text.target_language)
    for found in checking.problems(text.source, text.target, *languages):
        yield Problem(Severity.WARNING, _Sentence(found))


class _Sentence:
    """What the app says, in the language of whoever reads it, not of whoever asked first."""

    def __init__(self, found: Any) -> None:
        self.found = found

    def __str__(self) -> str:
        return str(self.found.message)
