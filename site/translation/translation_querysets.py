"""QuerySets of translations for reports and exports."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet

from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation

from translation.permissions.translation_permissions import locales_worked_in


def in_use() -> QuerySet[Translation]:
    """Returns enabled translations whose original exists."""
    return Translation.objects.filter(enabled=True, source__specific_content_type__isnull=False)


def of(instance: Any) -> QuerySet[Translation]:
    """Returns the translation that produces a page or snippet; empty for an original."""
    return in_use().filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id
    )


def of_pages(pages: QuerySet[Page]) -> QuerySet[Translation]:
    """Returns the translations that produce any of these pages."""
    return in_use().filter(_produces(pages))


def _produces(pages: QuerySet[Page]) -> Exists:
    here = pages.filter(
        translation_key=OuterRef("source__object_id"), locale=OuterRef("target_locale")
    )
    return Exists(here.order_by())


def below(translations: QuerySet[Translation], section: Page) -> QuerySet[Translation]:
    """Narrows to a page and its descendants; `section` may be in any language."""
    keys = Page.objects.descendant_of(section, inclusive=True).order_by()
    return translations.filter(source__object_id__in=keys.values("translation_key"))


def visible_to(user: Any) -> QuerySet[Translation]:
    """Returns the translations of pages and snippets that the user may edit.

    Correlated with each translation: a narrowed queryset looks at its own pages only.
    """
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return in_use().filter(Q(_produces(pages)) | _snippets(user))


def _snippets(user: Any) -> Q:
    """Returns a filter by snippet model and the user's languages."""
    kinds = [
        content_type.pk
        for content_type in ContentType.objects.get_for_models(*_translated_snippets()).values()
        if user.has_perm(f"{content_type.app_label}.change_{content_type.model}")
    ]
    of_these = Q(source__specific_content_type__in=kinds)
    if user.is_superuser:
        return of_these
    return of_these & Q(target_locale__in=sorted(locales_worked_in(user)))


def _translated_snippets() -> list[Any]:
    from wagtail.models import TranslatableMixin
    from wagtail.snippets.models import get_snippet_models

    return [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]


def section_at(path: str) -> Page | None:
    """Returns the page at a URL path ("/en/protocol/"), also relative to the default home page."""
    parts = [part for part in path.strip("/").split("/") if part]
    home = Page.objects.filter(depth=2).order_by("path")
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    locale = locales.get(parts[0]) if parts else None
    if locale is not None:
        parts = parts[1:]
    root = home.filter(locale=locale or Locale.get_default()).first()
    if root is None:
        return None
    wanted = root.url_path + "".join(f"{part}/" for part in parts)
    return Page.objects.filter(url_path=wanted).first()
