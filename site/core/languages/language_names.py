"""Names of languages in the reader's own language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, pgettext, pgettext_lazy

from core.text.bidi_isolation import direction_of

LANGUAGE_NAMES = [
    ("ar", pgettext_lazy("language", "Arabic")),
    ("en", pgettext_lazy("language", "English")),
    ("es", pgettext_lazy("language", "Spanish")),
    ("fr", pgettext_lazy("language", "French")),
    ("ru", pgettext_lazy("language", "Russian")),
    ("zh-hans", pgettext_lazy("language", "Chinese")),
]

# The region that social networks expect after a language, where it is not its own name in capitals.
REGIONS = {"ar": "AR", "en": "GB", "zh-hans": "CN"}


def social_locale(code: str) -> str:
    """Returns the language as Open Graph writes it, with a region: "en_GB", "fr_FR"."""
    language = code.partition("-")[0]
    region = code.rpartition("-")[2] if "-" in code else language
    return f"{language}_{REGIONS.get(code, region.upper())}"


def language_choices() -> list[tuple[str, Any]]:
    """Returns the languages of quotations and documents as (code, translated name)."""
    codes = [code for code, _autonym in settings.LANGUAGES]
    further = [code for code in ("ar", "en", "es", "fr", "ru", "zh-hans") if code not in codes]
    names = dict(LANGUAGE_NAMES)
    return [(code, names.get(code, code)) for code in [*codes, *further]]


def other_languages() -> list[tuple[str, Any]]:
    """Returns the languages other than the default one as (code, translated name)."""
    names = dict(LANGUAGE_NAMES)
    others = [pair for pair in settings.LANGUAGES if pair[0] != settings.LANGUAGE_CODE]
    return [(code, names.get(code, autonym)) for code, autonym in others]


def language_name(code: str) -> str:
    """Returns the name of the language `code` as it stands in a sentence of the active language."""
    return str(dict(LANGUAGE_NAMES).get(code, dict(settings.LANGUAGES).get(code, code)))


@dataclass(frozen=True)
class LanguageName:
    """A language with its name in another language: "in English"."""

    code: str
    direction: str
    name: str


def foreign_to_reader(code: str) -> LanguageName | None:
    """Returns the language with this code, or None if it is the reader's own."""
    if code == get_language():
        return None
    direction = direction_of(code)
    # Translators: beside a title in another language; the name of the language is in lower case.
    text = pgettext("language of a title", "in %(language)s") % {"language": language_name(code)}
    return LanguageName(code, direction, text)
