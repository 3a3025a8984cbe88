"""Errors that a publisher has found to be none, with a reason: kept for that pair of texts."""

import hashlib
from collections.abc import Iterable
from typing import Any

from translation.models import SetAside
from translation.quality.problems import Problem, Text
from translation.quality.registry import problems_of

# What is broken is broken, whoever thinks otherwise.
NEVER = frozenset({"untranslated", "doubtful", "length", "markup", "links", "placeholders"})
# Pairs that one query may name.
MOST_ASKED_FOR = 500


def is_possible(problem: Problem) -> bool:
    return problem.check not in NEVER


def pair_of(text: Text) -> str:
    """Names an original and its translation, in the language of the translation."""
    parts = text.source, text.target, text.target_language
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def known_for(texts: Iterable[Text]) -> dict[str, frozenset[str]]:
    """Pair → the checks that were set aside; one query, none where nothing is translated."""
    pairs = {pair_of(text) for text in texts if text.target}
    if not pairs:
        return {}
    rows = SetAside.objects.all()
    if len(pairs) <= MOST_ASKED_FOR:
        rows = rows.filter(pair__in=pairs)
    found: dict[str, frozenset[str]] = {}
    for pair, check in rows.values_list("pair", "check_key"):
        found[pair] = found.get(pair, frozenset()) | {check}
    return found


def without(problems: list[Problem], aside: frozenset[str]) -> list[Problem]:
    """Those that stand."""
    gone = aside - NEVER
    return [problem for problem in problems if problem.check not in gone]


def set_aside(text: Text, check: str, reason: str, user: Any) -> SetAside:
    """Raises ValueError for a problem that stands whatever anybody thinks of it."""
    if check in NEVER:
        raise ValueError(check)
    said = " ".join(str(each) for each in problems_of(text) if each.check == check)
    found, _created = SetAside.objects.update_or_create(
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
    return found
