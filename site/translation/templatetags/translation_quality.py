"""The checks' panel in the translation editor."""

from typing import Any

from django import template

from wagtail_localize.models import Translation

from translation.quality.registry import NOT_TRANSLATED
from translation.quality.scope import in_use
from translation.quality.segments import segments_of
from translation.quality.verdict import judge

register = template.Library()


@register.inclusion_tag("translation/quality/panel.html")
def translation_problems(translation: Translation) -> dict[str, Any]:
    """Problems by string; those that are just not translated yet are only counted."""
    verdict = judge(segments_of(in_use().filter(pk=translation.pk)))
    empty = [item for item in verdict.segments if item.problems[0].check == NOT_TRANSLATED.key]
    others = [item for item in verdict.segments if item not in empty]
    return {"verdict": verdict, "segments": others, "untranslated": len(empty)}
