"""What a script needs to write an instant in the reader's own time zone, in the site's words.

A browser's own dates would have other names of months ("يناير" for "كانون الثاني/يناير"), and
differ from browser to browser. Only the name of the time zone comes from the browser.
"""

from django.utils.translation import gettext, pgettext

from core.dates import formatting
from core.text.phrases import addition


def own_zone_patterns() -> dict[str, str]:
    """Returns data attributes of the script in the active language, with "{name}" to fill in."""
    return {
        "words": str(addition(gettext("%(instant)s in your time zone") % {"instant": "{instant}"})),
        "instant": formatting.zoned_instant("{date}", "{time}", "{zone}"),
        "date": formatting.date_pattern(),
        "time": formatting.time_pattern(),
        "first-day": formatting.first_of_month(),
        "hour-digits": "2" if formatting.has_two_digit_hours() else "1",
        "months": "|".join(formatting.month_names()),
        "locale": _zone_names(),
    }


def _zone_names() -> str:
    # Translators: the code of the language in which browsers name a time zone.
    return pgettext("code of the language for dates", "en-GB")
