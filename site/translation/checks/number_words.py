"""Number words from 0 to 12, for "four sessions" where the original has a 4."""

import re

from translation.checks.plain_text import base_language

# Stems of cardinals and ordinals from 0 to 12.
WORDS = {
    "en": (
        "zero|no", "one|first|a|an", "two|second|both", "three|third", "four", "five|fifth", "six",
        "seven", "eigh", "nine|ninth", "ten", "eleven", "twel",
    ),
    "es": (
        "cero|ning", "un|una|uno|primer", "dos|segund|amb", "tres|tercer", "cuatro|cuart",
        "cinco|quint", "seis|sext", "siete|séptim", "ocho|octav", "nueve|noven", "diez|décim",
        "once|undécim", "doce|duodécim",
    ),
    "fr": (
        "zéro|aucun", "un|une|premi", "deux|second", "trois|tiers", "quatr", "cinq", "six|sixi",
        "sept|septi", "huit", "neuf|neuvi", "dix|dixi", "onz", "douz",
    ),
}  # fmt: skip


def is_written_out(number: int, text: str, language: str) -> bool:
    """Whether the text contains the number as a word; always True for languages without a list."""
    words = WORDS.get(base_language(language))
    if words is None:
        return True
    return bool(re.search(rf"\b(?:{words[number]})\w*", text, re.IGNORECASE))
