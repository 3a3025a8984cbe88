"""The languages that terms are kept in: those of the site, and the six of the United Nations.

A term's language is a primary code: "zh" serves every kind of Chinese.
"""

from django.conf import settings
from django.utils.translation import get_language_info

OFFICIAL = ("ar", "en", "es", "fr", "ru", "zh")
# Django knows Chinese by its scripts only.
_KNOWN_AS = {"zh": "zh-hans"}


def primary(code: str) -> str:
    """ "zh-hans" → "zh"."""
    return code.replace("_", "-").partition("-")[0].lower()


def codes() -> list[str]:
    """The languages of the site, in its order, then the others."""
    own = [primary(code) for code, _autonym in settings.LANGUAGES]
    return list(dict.fromkeys([*own, *OFFICIAL]))


def site_codes() -> list[str]:
    return list(dict.fromkeys(primary(code) for code, _autonym in settings.LANGUAGES))


def choices() -> list[tuple[str, str]]:
    """Code and the language's own name, for a form."""
    return [(code, autonym(code)) for code in codes()]


def autonym(code: str) -> str:
    """The language's name in itself, for example "français"; the code where Django has none."""
    try:
        name: str = get_language_info(_KNOWN_AS.get(code, code))["name_local"]
    except KeyError:
        return code
    return name.lower() if code != "zh" else "中文"


def direction(code: str) -> str:
    try:
        return "rtl" if get_language_info(_KNOWN_AS.get(code, code))["bidi"] else "ltr"
    except KeyError:
        return "ltr"
