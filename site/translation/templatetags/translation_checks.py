"""Template tag for the checks panel in the translation editor."""

from typing import Any

from django import template

from translation.checks.check_results import check_segments
from translation.checks.registry import NOT_TRANSLATED
from translation.checks.translation_segments import segments_on
from translation.sync.editor_data import EditorData

register = template.Library()


@register.inclusion_tag("translation/checks/panel.html")
def translation_problems(data: EditorData) -> dict[str, Any]:
    """Renders problems by segment; untranslated segments are only counted."""
    results = check_segments(segments_on(data))
    empty = [item for item in results.segments if item.problems[0].check == NOT_TRANSLATED.key]
    others = [item for item in results.segments if item not in empty]
    return {"results": results, "segments": others, "untranslated": len(empty)}
