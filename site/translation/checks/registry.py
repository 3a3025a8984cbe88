"""Registry of the checks, in the order in which their problems are displayed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from translation.checks import (
    dates,
    document_references,
    field_length,
    links,
    markup,
    numbers,
    terms_and_authentic_texts,
    typography,
    untranslated_text,
)
from translation.checks.problems import Find, Problem, Text


@dataclass(frozen=True)
class Check:
    """A registered check: its key, label and function."""

    key: str
    label: Any
    find: Find
    is_pure: bool = True
    """Whether it needs no database; only results of such checks are cached."""


NOT_TRANSLATED = Check("untranslated", _("Not translated"), untranslated_text.find_untranslated)

CHECKS = (
    NOT_TRANSLATED,
    Check("doubtful", _("Doubtful draft"), untranslated_text.find_doubtful),
    Check("length", pgettext_lazy("kind of check", "Length"), field_length.find),
    Check("markup", pgettext_lazy("kind of check", "Elements"), markup.find_elements),
    Check("links", pgettext_lazy("kind of check", "Links"), links.find),
    Check("placeholders", pgettext_lazy("kind of check", "Placeholders"), markup.find_placeholders),
    Check("numbers", pgettext_lazy("kind of check", "Numbers"), numbers.find),
    Check("dates", pgettext_lazy("kind of check", "Dates"), dates.find),
    Check("symbols", _("Document symbols"), document_references.find_symbols),
    Check("provisions", _("Articles and decisions"), document_references.find_provisions),
    Check(
        "terms",
        pgettext_lazy("kind of check", "Terms"),
        terms_and_authentic_texts.find_terms,
        is_pure=False,
    ),
    Check(
        "authentic", _("Authentic texts"), terms_and_authentic_texts.find_authentic, is_pure=False
    ),
    Check("equal", _("Same as the original"), untranslated_text.find_equal),
    Check("french", _("French typography"), typography.find_french),
    Check("spanish", _("Spanish punctuation"), typography.find_spanish),
    Check("arabic", _("Arabic punctuation"), typography.find_arabic),
    Check("spaces", pgettext_lazy("kind of check", "Spaces"), typography.find_spaces),
)
LABELS = {check.key: check.label for check in CHECKS}


def problems_of(text: Text) -> list[Problem]:
    """Returns the problems of all checks in order; for an empty text only "not translated"."""
    if not text.target_plain.strip():
        return list(_found([NOT_TRANSLATED], text))
    order = list(LABELS)
    unpure = [check for check in CHECKS if not check.is_pure]
    found = [*pure_problems(text), *_found(unpure, text)]
    return sorted(found, key=lambda problem: order.index(problem.check))


@lru_cache(maxsize=50_000)
def pure_problems(text: Text) -> tuple[Problem, ...]:
    """Returns the problems of the checks that need no database; includes every error."""
    return tuple(_found([check for check in CHECKS if check.is_pure], text))


def _found(checks: Iterable[Check], text: Text) -> Iterator[Problem]:
    for check in checks:
        for problem in check.find(text):
            yield replace(problem, check=check.key)
