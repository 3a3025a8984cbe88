"""Template tag for the review bar above the translation editor."""

from typing import Any

from django import template

from wagtail.models import Page

from translation.review.review_bar import bar_for
from translation.sync.editor_data import EditorData

register = template.Library()


@register.inclusion_tag("translation/review_bar.html", takes_context=True)
def review_bar(context: dict[str, Any], instance: Any, data: EditorData) -> dict[str, Any]:
    """Renders the bar; nothing for snippets, which have no drafts."""
    request = context["request"]
    bar = bar_for(request.user, instance, data) if isinstance(instance, Page) else None
    return {"bar": bar, "request": request, "csrf_token": context.get("csrf_token")}
