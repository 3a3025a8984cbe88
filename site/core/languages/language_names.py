"""What languages are called in the reader's own language."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

LANGUAGE_NAMES = [
    ("ar", _("Arabic")),
    ("en", _("English")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("zh-hans", _("Chinese")),
]


def language_choices() -> list[tuple[str, Any]]:
    """The languages a quotation or document can be in, as (code, name in the reader's language)."""
    codes = [code for code, _autonym in settings.LANGUAGES]
    further = [code for code in ("ar", "en", "es", "fr", "ru", "zh-hans") if code not in codes]
    names = dict(LANGUAGE_NAMES)
    return [(code, names.get(code, code)) for code in [*codes, *further]]
