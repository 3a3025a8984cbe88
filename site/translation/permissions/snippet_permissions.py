"""Restricts editing of snippets to users with permissions in the snippet's language.

Wagtail's model permissions, which wagtail-localize uses too, apply to all languages: a translator
into Spanish could change the French and English snippets.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wagtail.models import TranslatableMixin

from translation.permissions.translation_permissions import may_work_in


def refuse_others(request: HttpRequest, instance: Any) -> None:
    """Raises PermissionDenied for users without permissions in the snippet's language."""
    if isinstance(instance, TranslatableMixin) and not may_work_in(request.user, instance.locale):
        raise PermissionDenied
