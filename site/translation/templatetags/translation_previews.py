"""Preview and checks beside the translators' editor."""

from typing import Any

from django import template

from translation import previews

register = template.Library()


@register.simple_tag(takes_context=True)
def with_previews(context: dict[str, Any], translation: Any, instance: Any) -> list[Any]:
    """The editor's side panels, and after them those that show the translation."""
    shown = previews.panels(translation, instance, context["request"])
    return [*context.get("side_panels", []), *shown]
