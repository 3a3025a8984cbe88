"""Dismissing false errors: a publisher's decision with a reason, stored for the pair of texts."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext

from translation.checks.problems import Problem, Text
from translation.checks.registry import problems_of, pure_problems
from translation.models import SetAsideProblem

# Errors that can never be dismissed, such as broken mark-up.
NEVER = frozenset({"untranslated", "doubtful", "length", "markup", "links", "placeholders"})
# Maximum number of pairs in one query.
MOST_ASKED_FOR = 500


def is_possible(problem: Problem) -> bool:
    """Whether the problem can be dismissed: an error of a check that is not in NEVER."""
    return problem.is_error and problem.check not in NEVER


def has_any(text: Text) -> bool:
    """Whether the checks find an error that could have been dismissed."""
    return bool(text.target) and any(map(is_possible, pure_problems(text)))


def pair_of(text: Text) -> str:
    """Returns the hash of an original and its translation in the target language."""
    parts = text.source, text.target, text.target_language
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def known_for(texts: Iterable[Text]) -> dict[str, frozenset[str]]:
    """Returns pair hash → dismissed checks; one query, none without translated texts."""
    pairs = {pair_of(text) for text in texts if text.target}
    if not pairs:
        return {}
    rows = SetAsideProblem.objects.all()
    if len(pairs) <= MOST_ASKED_FOR:
        rows = rows.filter(pair__in=pairs)
    found: dict[str, frozenset[str]] = {}
    for pair, check in rows.values_list("pair", "check_key"):
        found[pair] = found.get(pair, frozenset()) | {check}
    return found


def without(problems: list[Problem], aside: frozenset[str]) -> list[Problem]:
    """Returns the problems that were not dismissed."""
    return [each for each in problems if each.check not in aside or not is_possible(each)]


def set_aside(text: Text, check: str, reason: str, user: Any) -> SetAsideProblem:
    """Stores the dismissal.

    Raises PermissionDenied for an error that cannot be dismissed, and ValidationError if the checks
    find no such error.
    """
    if check in NEVER:
        raise PermissionDenied
    found_now = [each for each in problems_of(text) if each.check == check]
    if not any(map(is_possible, found_now)):
        raise ValidationError(gettext("The checks do not find this error."))
    said = " ".join(map(str, found_now))
    row, _created = SetAsideProblem.objects.update_or_create(
        pair=pair_of(text),
        check_key=check,
        defaults={
            "language": text.target_language,
            "source": text.source,
            "target": text.target,
            "problem": said,
            "reason": reason,
            "user": user,
        },
    )
    return row
