"""A snippet in one language is changed by those who work in that language.

The right to change snippets of a kind holds for all languages at once, to Wagtail and to
wagtail-localize: a translator into Spanish could rewrite the French names, and the English ones.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wagtail.models import TranslatableMixin

from translation.permissions.translation_permissions import may_work_in


def refuse_others(request: HttpRequest, instance: Any) -> None:
    """Raises PermissionDenied for those who do not work in the language of the snippet."""
    if isinstance(instance, TranslatableMixin) and not may_work_in(request.user, instance.locale):
        raise PermissionDenied
