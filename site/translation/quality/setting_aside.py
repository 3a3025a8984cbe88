"""Errors that a publisher has found to be none, with a reason: remembered for that pair of texts."""

import hashlib
from collections.abc import Iterable

from translation.models import SetAside
from translation.quality.problems import Problem, Text

# What is broken is broken, whoever thinks otherwise.
NEVER = frozenset({"untranslated", "doubtful", "length", "markup", "links", "placeholders"})


def is_possible(problem: Problem) -> bool:
    return problem.check not in NEVER


def pair_of(text: Text) -> str:
    """Names an original and its translation."""
    return hashlib.sha256(f"{text.source}\0{text.target}".encode()).hexdigest()


def known_for(texts: Iterable[Text]) -> dict[tuple[str, str], set[str]]:
    """Pair and language → the checks that were set aside; one query, however many texts."""
    pairs = {pair_of(text) for text in texts if text.target}
    found: dict[tuple[str, str], set[str]] = {}
    if not pairs:
        return found
    if not SetAside.objects.exists():
        return found
    rows = SetAside.objects.values_list("pair", "locale__language_code", "check_key")
    for pair, language, check in rows:
        if pair in pairs:
            found.setdefault((pair, language), set()).add(check)
    return found


def without(problems: list[Problem], aside: Iterable[str]) -> list[Problem]:
    """Those that stand."""
    gone = set(aside) - NEVER
    return [problem for problem in problems if problem.check not in gone]
