"""Template tag for official terms in the translation editor."""

from typing import Any

from django import template

from translation.sync.editor_data import EditorData
from translation.workspace.segment_terms import panel_for

register = template.Library()


@register.inclusion_tag("translation/terms_of_segments.html")
def terms_of_segments(data: EditorData) -> dict[str, Any]:
    """Renders the terms panel next to the editor; nothing if there are no terms."""
    return {"panel": panel_for(data)}
