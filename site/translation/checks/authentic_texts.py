"""Check: passages that quote or resemble an authentic treaty text (from the app `terms`)."""

from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from translation.checks.problems import Problem, Text, warning


def find(text: Text) -> Iterator[Problem]:
    """Yields a warning with the authentic wording if the translation differs from it."""
    if not apps.is_installed("terms"):
        return
    resembling = import_module("terms.authentic_matching").resembling
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
