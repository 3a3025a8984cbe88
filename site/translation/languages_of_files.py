"""Languages as files of other tools name them, and the locales of this site."""

from django.conf import settings

# How tools call the scripts of Chinese, besides "zh-hans" and "zh-hant".
_SCRIPTS = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-sg": "zh-hans", "zh-tw": "zh-hant"}


def locale_code(stated: str) -> str:
    """The code of the site's language that a file means by "fr-FR" or "FR"; "" where none.

    A variety of a language is taken for the language: "fr-CA" for "fr".
    """
    code = stated.strip().replace("_", "-").lower()
    codes = [known for known, _name in settings.LANGUAGES]
    for wanted in (code, _SCRIPTS.get(code, ""), code.partition("-")[0]):
        if wanted in codes:
            return wanted
    return ""
