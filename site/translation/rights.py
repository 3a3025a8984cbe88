"""Who may have a page translated, and publish the result."""

from typing import Any

from wagtail.models import Locale, Page, Site
from wagtail_localize.models import TranslationSource


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
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return False
    home = site.root_page.get_translations(inclusive=True).filter(locale=locale).first()
    return home is not None and bool(home.permissions_for_user(user).can_edit())


def may_publish_all(user: Any, source: TranslationSource) -> bool:
    """Whether the user may publish every translation of `source` that is kept up to date."""
    targets = (
        translation.get_target_instance()
        for translation in source.translations.filter(enabled=True)
    )
    return all(
        target.permissions_for_user(user).can_publish()
        for target in targets
        if isinstance(target, Page)
    )
