"""Stores how many errors the checks find in each translation, for lists over all of them.

A result is outdated once the translation or the checks change; all are dropped when the terms
change, and those with errors when an error is dismissed. Outdated ones are checked again in small
numbers, when somebody asks, and all of them by `manage.py check_translations`.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.signals import post_delete, post_save

from wagtail_localize.models import Translation

import core.text
import terms
from terms.signals import terms_changed
from translation.checks.translation_segments import segments_of
from translation.models import CheckResult, SetAsideProblem, State, TranslationProgress

LENGTH = 16
# The checks with their word lists, the folding of texts that they compare by, and how they find
# terms and authentic wordings.
FOLDERS = tuple(Path(each).parent for each in (__file__, core.text.__file__, terms.__file__))


@cache
def checks_version() -> str:
    """Returns LENGTH hexadecimal digits, the same in every process of a release."""
    return version_of(FOLDERS)


def version_of(folders: Iterable[Path]) -> str:
    """Returns the hash of the Python files in the folders: of their names and contents."""
    found = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.glob("*.py")):
            content = path.read_bytes()
            found.update(f"{folder.name}/{path.name} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()[:LENGTH]


# Checking takes time for each sentence: so many translations are checked while somebody waits.
AT_ONCE = 20


def connect() -> None:
    """Connects the signals that make results outdated."""
    terms_changed.connect(_forget_all, dispatch_uid="translation.check_results.terms")
    for signal in (post_save, post_delete):
        signal.connect(
            _forget_errors,
            sender=SetAsideProblem,
            dispatch_uid="translation.check_results.set_aside",
        )


def _forget_all(**_kwargs: Any) -> None:
    CheckResult.objects.all().delete()


def _forget_errors(**_kwargs: Any) -> None:
    CheckResult.objects.filter(errors__gt=0).delete()


def with_errors(translations: QuerySet[Translation]) -> QuerySet[Translation]:
    """Returns those of the translations in which these checks found errors, last changed first."""
    found = translations.filter(
        check_result__errors__gt=0, check_result__checks_version=checks_version()
    )
    return found.order_by("-check_result__changed_at", "pk")


def refresh(translations: QuerySet[Translation]) -> int:
    """Checks up to AT_ONCE outdated ones and returns how many it checked.

    Those that had errors come first, so that a new release lists them again at once; then those
    last changed. The same number of queries for any number of translations.
    """
    current = Q(
        check_result__changed_at=F("progress__changed_at"),
        check_result__checks_version=checks_version(),
    )
    outdated = (
        translations.filter(progress__isnull=False)
        .exclude(progress__state=State.UNTRANSLATED)
        .exclude(current)
    )
    with_errors_first = F("check_result__errors").desc(nulls_last=True)
    ordered = outdated.order_by(with_errors_first, "-progress__changed_at", "pk")
    keys = list(ordered.values_list("pk", flat=True)[:AT_ONCE])
    if keys:
        _store(keys)
    return len(keys)


def _store(keys: list[int]) -> None:
    # Read before the texts: a change meanwhile makes the result outdated.
    changed = dict(
        TranslationProgress.objects.filter(translation__in=keys).values_list(
            "translation", "changed_at"
        )
    )
    errors: Counter[int] = Counter()
    for segment in segments_of(Translation.objects.filter(pk__in=keys)):
        errors[segment.translation_id] += sum(each.is_error for each in segment.problems)
    CheckResult.objects.bulk_create(
        [
            CheckResult(
                translation_id=key,
                changed_at=instant,
                errors=errors[key],
                checks_version=checks_version(),
            )
            for key, instant in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["translation"],
        update_fields=["changed_at", "errors", "checks_version"],
    )
