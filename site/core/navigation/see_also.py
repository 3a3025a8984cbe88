"""The "See also" links of a page, as readers get them."""

from uuid import UUID

from django.http import HttpRequest

from wagtail.models import Page

from core.navigation.links import Link
from core.pages.public_querysets import readable


def _targets(page: Page, keys: set[UUID]) -> dict[UUID, Page]:
    found = readable(Page.objects.filter(translation_key__in=keys, locale=page.locale))
    return {target.translation_key: target for target in found}


def see_also_links(page: Page, request: HttpRequest) -> list[Link]:
    """Returns the links that an editor has added: pages in the reader's language, external URLs.

    Pages that have no version in this language, or are not public, are left out.
    """
    added = list(page.see_also_links.all())
    keys = {link.target.translation_key for link in added if link.target}
    by_key = _targets(page, keys) if keys else {}
    links = []
    for link in added:
        target = by_key.get(link.target.translation_key) if link.target else None
        if target is not None:
            links.append(Link(target.get_url(request) or "", link.text or str(target.title)))
        elif link.address:
            links.append(Link(link.address, link.text))
    return links
