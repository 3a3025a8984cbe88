"""Languages and time zone; translation."""

from django.conf.locale import LANG_INFO

from config.settings.environment import env
from config.settings.paths import BASE_DIR

# The list of languages. Another one (ar, ru, zh-hans…) needs its code here and a folder in
# locale/. Autonyms are in lower case, as in "english | español".
LANGUAGE_CODE = "en"
LANGUAGES = [
    (code, LANG_INFO[code]["name_local"].lower())
    for code in env.list("SITE_LANGUAGES", default=["en", "es", "fr"])
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# Wagtail's own admin is translated into all six official languages.
WAGTAILADMIN_PERMITTED_LANGUAGES = [
    (code, LANG_INFO[code]["name_local"].capitalize()) for code, _autonym in LANGUAGES
]
LOCALE_PATHS = [BASE_DIR / "locale"]
# Dates and times in the admin, for example "29 November 2026, 20:55 UTC".
FORMAT_MODULE_PATH = ["core.languages.formats"]
USE_I18N = True

# Instants are stored, edited and shown in UTC, so that no date is off by one.
USE_TZ = True
TIME_ZONE = "UTC"
WAGTAIL_USER_TIME_ZONES = ["UTC"]

# Fills in exact matches of the translation memory, for translators to confirm.
TRANSLATION_MEMORY_FILLS_IN = env.bool("TRANSLATION_MEMORY_FILLS_IN", default=True)
