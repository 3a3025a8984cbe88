"""Official terms in the editor of translations."""

from typing import Any

from django import template

from translation.workspace.editor_panels import Desk
from translation.workspace.segment_terms import panel_for

register = template.Library()


@register.inclusion_tag("translation/terms_of_segments.html")
def terms_of_segments(desk: Desk) -> dict[str, Any]:
    """A panel that can be opened beside the editor; nothing where no term is found."""
    return {"panel": panel_for(desk)}
