"""Languages of terms: those of the site, and the six official ones of the United Nations.

A term's language is a primary code: "zh" serves all variants of Chinese.
"""

from django.conf import settings
from django.utils.translation import get_language_info

from core.text.bidi_isolation import direction_of

OFFICIAL = ("ar", "en", "es", "fr", "ru", "zh")
# Django has no plain "zh", only codes with a script.
_KNOWN_AS = {"zh": "zh-hans"}


def primary(code: str) -> str:
    """Returns the primary code of a language code: "zh" for "zh-hans"."""
    return code.replace("_", "-").partition("-")[0].lower()


def codes() -> list[str]:
    """Returns the primary codes of the site's languages, in order, then the other official ones."""
    own = [primary(code) for code, _autonym in settings.LANGUAGES]
    return list(dict.fromkeys([*own, *OFFICIAL]))


def site_codes() -> list[str]:
    """Returns the primary codes of the site's languages, in order."""
    return list(dict.fromkeys(primary(code) for code, _autonym in settings.LANGUAGES))


def choices() -> list[tuple[str, str]]:
    """Returns (code, autonym) of all languages, for a form field."""
    return [(code, autonym(code)) for code in codes()]


def autonym(code: str) -> str:
    """Returns the language's own name, such as “français”; the code where Django has none.

    That of the site's own variant, so that a page names a language in one way.
    """
    for known, name in settings.LANGUAGES:
        if primary(known) == code:
            return name
    try:
        return str(get_language_info(_KNOWN_AS.get(code, code))["name_local"]).lower()
    except KeyError:
        return code


def direction(code: str) -> str:
    """Returns "rtl" or "ltr", as of HTML's `dir`."""
    return direction_of(_KNOWN_AS.get(code, code))
