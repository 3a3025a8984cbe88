"""Names for the templates of the board."""

from django import template

from wagtail.models import Locale

from translation.dashboard import filters

register = template.Library()


@register.filter
def language_name(locale: Locale) -> str:
    """In the reader's language."""
    return filters.language_name(locale)
