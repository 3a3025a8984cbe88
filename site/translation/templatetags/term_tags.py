"""Official terms in the editor of translations."""

from typing import Any

from django import template

from wagtail_localize.models import Translation

from translation.terms_of_segments import panel_for

register = template.Library()


@register.inclusion_tag("translation/terms_of_segments.html")
def terms_of_segments(translation: Translation) -> dict[str, Any]:
    """A panel that can be opened beside the editor; nothing where no term is found."""
    return {"panel": panel_for(translation)}
