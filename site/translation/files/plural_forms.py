"""Plural-Forms header values of PO files."""

from translation.checks.plain_text import base_language

RULES = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 && n%100<=99 ? 4 : 5;",
    "fr": "nplurals=2; plural=(n > 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4"
    " && (n%100<12 || n%100>14) ? 1 : 2);",
    "zh": "nplurals=1; plural=0;",
}
USUAL = "nplurals=2; plural=(n != 1);"


def plural_forms(language: str) -> str:
    """Returns the Plural-Forms value for a language code."""
    return RULES.get(base_language(language), USUAL)
