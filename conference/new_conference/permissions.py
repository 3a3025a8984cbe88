"""Where new conferences go, and who may make them."""

from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q

from wagtail.models import Locale, Page

from conference.portal_permissions import may_receive

SUBMIT = "wagtail_localize.submit_translation"


def portal() -> Page | None:
    """The Portal in the site's own language; None where there is none yet."""
    # By name: the portal lists conferences, so its module imports them.
    portals = apps.get_model("capacity", "PortalPage").objects
    found: Page | None = portals.filter(locale=Locale.get_default(), alias_of=None).first()
    return found


def may_set_up(user: Any, parent: Page | None) -> bool:
    """Whether the user may add and publish below the Portal."""
    return parent is not None and may_receive(user, parent)


def languages(parent: Page) -> list[tuple[str, str]]:
    """Code and autonym of each other language that has the Portal, in the site's order."""
    found = parent.get_translations().filter(alias_of=None)
    codes = set(found.values_list("locale__language_code", flat=True))
    return [(code, autonym) for code, autonym in settings.LANGUAGES if code in codes]


def languages_for(user: Any, parent: Page) -> list[tuple[str, str]]:
    """Those that the user may hand a conference to."""
    return languages(parent) if user.has_perm(SUBMIT) else []


def is_taken(slug: str, parent: Page, *, ignoring: Any = None) -> bool:
    """Whether a page has the slug below the Portal or the archive, in any language.

    The archive counts because the conference will move there. `ignoring` is a translation key.
    """
    # For the same reason by name.
    archives = apps.get_model("capacity", "ArchivePage").objects
    portals = list(Page.objects.filter(translation_key=parent.translation_key))
    places = [*portals, *(page for portal in portals for page in archives.child_of(portal))]
    below = reduce(or_, (Q(path__startswith=page.path, depth=page.depth + 1) for page in places))
    return bool(Page.objects.filter(below, slug=slug).exclude(translation_key=ignoring).exists())
