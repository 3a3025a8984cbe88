"""Template tag for the preview and checks panels of the translation editor."""

from typing import Any

from django import template

from translation import guarded_views

register = template.Library()


@register.simple_tag(takes_context=True)
def with_previews(context: dict[str, Any], translation: Any, instance: Any) -> list[Any]:
    """Returns the editor's side panels, followed by the preview and checks panels."""
    shown = guarded_views.panels(translation, instance, context["request"])
    return [*context.get("side_panels", []), *shown]
