"""The titles that the pages of every conference have, in each language of the catalogues."""

from django.conf import settings
from django.utils.translation import override, pgettext, to_locale

from core.languages.gettext_catalogues import interface_catalogues, language_of


def standing_title(name: str, number: int | None, language: str) -> str:
    """The title of the part `name`, or of the session `number`; empty where nobody knows it."""
    if not _is_known(language):
        return ""
    with override(language):
        if number is not None:
            return pgettext("title of a page of a conference", "Session %(number)s") % {
                "number": number
            }
        titles = {
            "introduction": pgettext("title of a page of a conference", "Introduction"),
            "objectives": pgettext("title of a page of a conference", "Objectives"),
            "agenda": pgettext("title of a page of a conference", "Agenda"),
        }
    return titles.get(name, "")


def _is_known(language: str) -> bool:
    """A language without a catalogue would quietly get English titles."""
    known = {language_of(catalogue) for catalogue in interface_catalogues()}
    return language == settings.LANGUAGE_CODE or to_locale(language) in known
