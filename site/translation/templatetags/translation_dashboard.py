"""Template filter for language names on the translation board."""

from django import template

from wagtail.models import Locale

from translation.dashboard import filters

register = template.Library()


@register.filter
def language_name(locale: Locale) -> str:
    """Returns the language's name in the active language."""
    return filters.language_name(locale)
