"""Permission checks for submitting, reading, editing and publishing translations."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest

from wagtail.models import Locale, LockableMixin, Page, TranslatableMixin
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail_localize.models import Translation, TranslationSource

from core.caching import request_cache
from core.pages.public_querysets import readable
from translation.models.translation_right import home_page


def may_edit(user: Any, instance: Any) -> bool:
    """Whether the user may edit the page, or the snippet in its language.

    Wagtail's permission to change snippets applies to all languages.
    """
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    if isinstance(instance, TranslatableMixin) and not may_work_in(user, instance.locale):
        return False
    return bool(user_can_edit_snippet_type(user, type(instance)))


def target_of(translation: Translation) -> Any:
    """Returns the translated page or snippet. Raises Http404 if it was deleted."""
    try:
        return translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error


def may_read_translation(user: Any, translation: Translation) -> bool:
    """Whether the user may see original and translation in the editor."""
    return bool(may_edit(user, target_of(translation)))


def is_locked_for(user: Any, instance: Any) -> bool:
    """Whether a lock, a running review or a schedule prevents the user from editing."""
    lock = instance.get_lock() if isinstance(instance, LockableMixin) else None
    return lock is not None and bool(lock.for_user(user))


def may_change_translation(user: Any, translation: Translation) -> bool:
    """Whether the user may edit the translation and it is not locked."""
    target = target_of(translation)
    return may_read_translation(user, translation) and not is_locked_for(user, target)


def may_sync(user: Any, source: TranslationSource) -> bool:
    """Whether the user may sync translations with a changed original (editor or translator)."""
    instance = source.get_source_instance()
    if isinstance(instance, Page) and not may_hand_over(user, instance):
        return False
    if may_edit(user, instance):
        return True
    return bool(translations_of(user, source))


def translations_of(user: Any, source: TranslationSource) -> list[Translation]:
    """Returns the enabled translations that the user may read."""
    used = source.translations.filter(enabled=True).select_related("target_locale", "source")
    return [translation for translation in used if may_read_translation(user, translation)]


def may_hand_over(user: Any, page: Page) -> bool:
    """Whether the user may submit `page` for translation.

    Its editors may; a published page may be submitted by every translator.
    """
    if page.permissions_for_user(user).can_edit():
        return True
    return bool(readable(Page.objects.filter(pk=page.pk)).exists())


def may_translate_into(user: Any, page: Page, locale: Locale) -> bool:
    """Whether the user may submit `page` for `locale`, as its editor or translator there."""
    if page.permissions_for_user(user).can_edit():
        return True
    place = page.get_parent().get_translations().filter(locale=locale).first()
    return place is not None and bool(place.permissions_for_user(user).can_edit())


def may_work_in(user: Any, locale: Locale) -> bool:
    """Whether the user may edit pages in this language, below its home page."""
    return user.is_superuser or locale.pk in locales_worked_in(user)


def locales_worked_in(user: Any) -> frozenset[int]:
    """Returns the ids of the languages whose home page the user may edit; once for each request."""
    return request_cache.for_user(user, "languages worked in", lambda: _locales_worked_in(user))


def _locales_worked_in(user: Any) -> frozenset[int]:
    """Returns them with three queries, however many languages there are."""
    original = home_page()
    if original is None:
        return frozenset()
    homes = original.get_translations(inclusive=True).prefetch_workflow_states()
    return frozenset(home.locale_id for home in homes if home.permissions_for_user(user).can_edit())


def may_publish_all(user: Any, source: TranslationSource) -> bool:
    """Whether the user may publish every enabled translation of `source`."""
    used = source.translations.filter(enabled=True)
    return all(may_publish(user, target_of(translation)) for translation in used)


def may_publish(user: Any, target: Any) -> bool:
    """Whether the user may publish; for snippets, which have no drafts, whether to change."""
    if is_locked_for(user, target):
        return False
    if isinstance(target, Page):
        return bool(target.permissions_for_user(user).can_publish())
    return bool(may_edit(user, target))


def refuse_other_languages(request: HttpRequest, instance: Any) -> None:
    """Raises PermissionDenied for users without permissions in the snippet's language."""
    if isinstance(instance, TranslatableMixin) and not may_work_in(request.user, instance.locale):
        raise PermissionDenied
