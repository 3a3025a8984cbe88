"""Checks of the app `terms`: official terms, and provisions of authentic treaty texts."""

from collections.abc import Iterator

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from terms import translation_check
from terms.authentic_matching import resembling
from translation.checks.problems import Problem, Text, warning


def find_terms(text: Text) -> Iterator[Problem]:
    """Yields a warning for each official term that the translation does not use."""
    languages = (text.source_language, text.target_language)
    for found in translation_check.problems(text.source, text.target, *languages):
        yield warning(lazystr(found))


def find_authentic(text: Text) -> Iterator[Problem]:
    """Yields a warning with the authentic wording if the translation differs from it."""
    target = " ".join(text.target_plain.split())
    languages = (text.source_language, text.target_language)
    for found in resembling(text.source_plain, *languages):
        wording = found.provision.target
        if wording and wording not in target:
            yield warning(
                _("This is “%(name)s”. Its authentic wording is: “%(wording)s”"),
                name=found.provision.name,
                wording=wording,
            )
