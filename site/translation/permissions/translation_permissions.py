"""Who may have a page translated, read and change its translation, and publish the result."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from wagtail.models import Locale, LockableMixin, Page, TranslatableMixin
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail_localize.models import Translation, TranslationSource

from translation.models.translation_right import home_page


def may_edit(user: Any, instance: Any) -> bool:
    """Whether the user may change the page, or the snippet in its language.

    Stock, the right to change snippets of a kind holds for all languages at once.
    """
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    if isinstance(instance, TranslatableMixin) and not may_work_in(user, instance.locale):
        return False
    return bool(user_can_edit_snippet_type(user, type(instance)))


def target_of(translation: Translation) -> Any:
    """The page or snippet in the other language. Raises Http404 where it was deleted."""
    try:
        return translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error


def may_read_translation(user: Any, translation: Translation) -> bool:
    """Whether the user may see the sentences of original and translation side by side."""
    return bool(may_edit(user, target_of(translation)))


def is_locked_for(user: Any, instance: Any) -> bool:
    """Whether a lock, a running review or a publishing date keeps the user from changing it."""
    lock = instance.get_lock() if isinstance(instance, LockableMixin) else None
    return lock is not None and bool(lock.for_user(user))


def may_change_translation(user: Any, translation: Translation) -> bool:
    target = target_of(translation)
    return may_read_translation(user, translation) and not is_locked_for(user, target)


def may_sync(user: Any, source: TranslationSource) -> bool:
    """Whether the user may hand a changed original over: as its editor, or translating it."""
    instance = source.get_source_instance()
    if isinstance(instance, Page) and not may_hand_over(user, instance):
        return False
    if may_edit(user, instance):
        return True
    return bool(translations_of(user, source))


def translations_of(user: Any, source: TranslationSource) -> list[Translation]:
    """The translations in use that the user may read."""
    used = source.translations.filter(enabled=True).select_related("target_locale", "source")
    return [translation for translation in used if may_read_translation(user, translation)]


def may_hand_over(user: Any, page: Page) -> bool:
    """Whether the user may give the text of `page` to translators.

    Whoever edits it may; of a text that is public already, every translator may.
    """
    if page.permissions_for_user(user).can_edit():
        return True
    return bool(page.live and not page.get_view_restrictions().exists())


def may_translate_into(user: Any, page: Page, locale: Locale) -> bool:
    """Whether the user may ask for `page` in `locale`: as its editor, or as a translator there."""
    if page.permissions_for_user(user).can_edit():
        return True
    place = page.get_parent().get_translations().filter(locale=locale).first()
    return place is not None and bool(place.permissions_for_user(user).can_edit())


def may_work_in(user: Any, locale: Locale) -> bool:
    """Whether the user may change pages in this language: there, they start from its home page."""
    if user.is_superuser:
        return True
    original = home_page()
    if original is None:
        return False
    home = original.get_translations(inclusive=True).filter(locale=locale).first()
    return home is not None and bool(home.permissions_for_user(user).can_edit())


def may_publish_all(user: Any, source: TranslationSource) -> bool:
    """Whether the user may publish every translation of `source` that is in use, now."""
    used = source.translations.filter(enabled=True)
    return all(may_publish(user, target_of(translation)) for translation in used)


def may_publish(user: Any, target: Any) -> bool:
    """Snippets have no drafts: to change one is to publish it."""
    if is_locked_for(user, target):
        return False
    if isinstance(target, Page):
        return bool(target.permissions_for_user(user).can_publish())
    return bool(may_edit(user, target))
