"""The checks' panel in the translation editor."""

from typing import Any

from django import template

from translation.desk import Desk
from translation.quality.registry import NOT_TRANSLATED
from translation.quality.segments import segments_on
from translation.quality.verdict import judge

register = template.Library()


@register.inclusion_tag("translation/quality/panel.html")
def translation_problems(desk: Desk) -> dict[str, Any]:
    """Problems by string; those that are just not translated yet are only counted."""
    verdict = judge(segments_on(desk))
    empty = [item for item in verdict.segments if item.problems[0].check == NOT_TRANSLATED.key]
    others = [item for item in verdict.segments if item not in empty]
    return {"verdict": verdict, "segments": others, "untranslated": len(empty)}
