"""Translated titles of the pages that every conference has."""

from django.conf import settings
from django.utils.translation import override, pgettext, to_locale

from core.languages.gettext_catalogues import interface_catalogues, language_of


def standing_title(name: str, number: int | None, language: str) -> str:
    """Returns the title of the part `name`, or of session `number`; empty without a catalogue."""
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
    """Returns whether the language has a catalogue; without one, gettext would return English."""
    known = {language_of(catalogue) for catalogue in interface_catalogues()}
    return language == settings.LANGUAGE_CODE or to_locale(language) in known
