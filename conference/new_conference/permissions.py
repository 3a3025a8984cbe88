"""Where new conferences are created, and who may create them."""

from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q

from wagtail.models import Locale, Page

from conference.conference_parents import may_add_conferences

SUBMIT = "wagtail_localize.submit_translation"


def portal() -> Page | None:
    """Returns the Portal in the site's own language; None if there is none yet."""
    # By name, to avoid an import cycle.
    portals = apps.get_model("capacity", "PortalPage").objects
    found: Page | None = portals.filter(locale=Locale.get_default(), alias_of=None).first()
    return found


def may_set_up(user: Any, parent: Page | None) -> bool:
    """Returns whether the user may add and publish below the Portal."""
    return parent is not None and may_add_conferences(user, parent)


def languages(parent: Page) -> list[tuple[str, str]]:
    """Returns (code, autonym) of each other language that has a Portal, in the site's order."""
    found = parent.get_translations().filter(alias_of=None)
    codes = set(found.values_list("locale__language_code", flat=True))
    return [(code, autonym) for code, autonym in settings.LANGUAGES if code in codes]


def languages_for(user: Any, parent: Page) -> list[tuple[str, str]]:
    """Returns the languages to which the user may submit pages for translation."""
    return languages(parent) if user.has_perm(SUBMIT) else []


def is_taken(slug: str, parent: Page, *, ignoring: Any = None) -> bool:
    """Returns whether the slug is used below the Portal or the archive, in any language.

    The archive counts because the conference will be moved there. Pages with the translation key
    `ignoring` are not counted.
    """
    # By name, to avoid an import cycle.
    archives = apps.get_model("capacity", "ArchivePage").objects
    portals = list(Page.objects.filter(translation_key=parent.translation_key))
    places = [*portals, *(page for portal in portals for page in archives.child_of(portal))]
    below = reduce(or_, (Q(path__startswith=page.path, depth=page.depth + 1) for page in places))
    return bool(Page.objects.filter(below, slug=slug).exclude(translation_key=ignoring).exists())
