"""Language codes of translation files, such as "fr-FR", as those of the site."""

from django.conf import settings

# Names that tools use for the Chinese scripts, besides "zh-hans" and "zh-hant".
_SCRIPTS = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-sg": "zh-hans", "zh-tw": "zh-hant"}


def locale_code(stated: str) -> str:
    """Returns the site's language code for "fr-FR" or "FR", or "" if there is none.

    A regional variant is treated as the base language: "fr-CA" as "fr".
    """
    code = stated.strip().replace("_", "-").lower()
    codes = [known for known, _name in settings.LANGUAGES]
    for wanted in (code, _SCRIPTS.get(code, ""), code.partition("-")[0]):
        if wanted in codes:
            return wanted
    return ""
