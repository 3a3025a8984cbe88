"""Template tag that links a screen of the admin to the chapter that explains it."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from guide import chapters

register = template.Library()


@register.simple_tag
def guide_link(slug: str) -> SafeString:
    """Raises LookupError where the guide has no such chapter."""
    language = chapters.language_for(get_language() or "")
    found = chapters.chapter(language, slug)
    if found is None:
        raise LookupError(f"The guide has no chapter “{slug}” in “{language}”.")
    text = gettext("Editor’s guide: %(title)s") % {"title": found.title}
    return format_html('<a href="{}">{}</a>', reverse("guide_chapter", args=[slug]), text)
