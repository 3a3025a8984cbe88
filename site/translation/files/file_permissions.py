"""Permissions for exporting and importing translation files."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation

from translation.permissions.translation_permissions import is_locked_for, may_edit, may_work_in
from translation.translation_querysets import in_use, visible_to


def exportable_by(user: Any) -> QuerySet[Translation]:
    """Returns the translations the user may edit, or whose originals the user may submit."""
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    originals = editable.filter(
        translation_key=OuterRef("source__object_id"), locale=OuterRef("source__locale")
    )
    visible = visible_to(user).values("pk")
    return in_use().filter(Q(pk__in=visible) | Exists(originals.order_by()))


def own_language(user: Any) -> str:
    """Returns the first language the user translates into, or ""."""
    others = Locale.objects.exclude(language_code=settings.LANGUAGE_CODE)
    codes = (locale.language_code for locale in others if may_work_in(user, locale))
    return next(codes, "")


def why_not(user: Any, translation: Translation) -> str:
    """Returns why the user may not import into the translation, or ""."""
    try:
        instance = translation.get_target_instance()
    except ObjectDoesNotExist:
        return _("The page of this translation no longer exists.")
    if not may_edit(user, instance):
        return _("You may not change the page of this translation.")
    if is_locked_for(user, instance):
        return _("The page “%(title)s” is locked.") % {"title": instance}
    return ""
