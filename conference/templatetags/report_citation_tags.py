"""Template tags for citations of contributions in reports."""

from typing import Any

from django import template
from django.template import Context

from wagtail.rich_text import expand_db_html

from conference.outcomes.blocks import numbers_in
from conference.outcomes.citations import Citation, Citations, linked

register = template.Library()


def _citations(context: Context) -> Citations:
    """Of the page that is rendered; a block's preview has none."""
    found: Citations = getattr(context.get("page"), "citations", {})
    return found


@register.simple_tag(takes_context=True)
def cited_text(context: Context, value: Any) -> str:
    """Rich text with `[#930]` as citations."""
    return linked(expand_db_html(value.source), _citations(context))


@register.simple_tag(takes_context=True)
def citations_in(context: Context, value: str) -> list[Citation]:
    """The citations of a block's numbers, as far as readers may see them."""
    known = _citations(context)
    return [known[number] for number in numbers_in(value) if number in known]
