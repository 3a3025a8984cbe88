"""A snippet in one language is changed by those who work in that language.

The right to change snippets of a kind holds for all languages at once, to Wagtail and to
wagtail-localize: a translator into Spanish could rewrite the French names, and the English ones.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wagtail.models import TranslatableMixin

from translation import engine
from translation.permissions.translation_permissions import may_work_in


def confine() -> None:
    """Adds the question to the one that all views of wagtail-localize's editor ask."""
    engine.also_ask(may_change)


def may_change(user: Any, instance: Any) -> bool:
    """Whether the user works in the language of the snippet; pages say for themselves who may."""
    is_snippet = isinstance(instance, TranslatableMixin) and not hasattr(
        instance, "permissions_for_user"
    )
    return not is_snippet or may_work_in(user, instance.locale)


def refuse_others(request: HttpRequest, instance: Any) -> None:
    if not may_change(request.user, instance):
        raise PermissionDenied
