"""Names for the templates of the board."""

from django import template

from wagtail.models import Locale

from translation.board import forms

register = template.Library()


@register.filter
def language_name(locale: Locale) -> str:
    """In the reader's language."""
    return forms.language_name(locale)
