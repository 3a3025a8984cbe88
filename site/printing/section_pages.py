"""Selects the pages of a printed section that the reader may see, in tree order."""

from collections import defaultdict
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext

from wagtail.models import Locale, Page, PageViewRestriction

from core.languages.language_names import language_name
from core.pages import restrictions
from printing.errors import RefusedError


def is_readable_by(page: Page, request: HttpRequest) -> bool:
    """Whether `page` and all its ancestors are live and unrestricted for the request."""
    if not all(above.live for above in page.lineage):
        return False
    return all(rule.accept_request(request) for rule in page.get_view_restrictions())


def translation_of(page: Page, language: str, request: HttpRequest) -> Page:
    """The page in another language. Raises RefusedError where the reader may not see it."""
    found = page.get_translations().filter(locale__language_code=language).first()
    if found is None or not is_readable_by(found.specific, request):
        message = gettext("This page is not available in %(language)s.")
        raise RefusedError(message % {"language": language_name(language)}, status=404)
    return found.specific


def readable_section(root: Page, request: HttpRequest) -> tuple[list[Page], bool]:
    """Returns `root` with its readable descendants, and whether any of them is restricted.

    The pages are specific, with locale, lineage and `prefetched_children` set and the relations of
    their templates prefetched: as many queries as there are page types, however many pages.
    Raises RefusedError where the section is too large to be printed as one.
    """
    limit: int = settings.PRINT_MAX_PAGES
    below = list(root.get_descendants().order_by("path")[: limit + 1])
    if len(below) >= limit:
        message = gettext(
            "This section has more than %(limit)s pages, too many to print at once. "
            "Print its parts one by one."
        )
        raise RefusedError(message % {"limit": limit}, status=413)
    rules = restrictions.by_page(below)
    seen = _open_pages(below, rules, request)
    pages = [root, *_specific(seen, root.locale)]
    _link_relatives(pages)
    _prefetch(pages)
    return pages, bool(rules)


def _open_pages(
    pages: list[Page], rules: dict[int, list[PageViewRestriction]], request: HttpRequest
) -> list[Page]:
    seen: list[Page] = []
    closed = ""
    for page in pages:
        if closed and page.path.startswith(closed):
            continue
        own = rules.get(page.pk, [])
        if page.live and all(rule.accept_request(request) for rule in own):
            seen.append(page)
        else:
            closed = page.path
    return seen


def _specific(pages: list[Page], locale: Locale) -> list[Page]:
    by_type = sorted(pages, key=lambda page: page.content_type_id)
    found: dict[int, Page] = {}
    for _type, group in groupby(by_type, key=lambda page: page.content_type_id):
        members = list(group)
        model: Any = members[0].specific_class or Page
        found.update(model.objects.in_bulk([page.pk for page in members]))
    specific = [found[page.pk] for page in pages if page.pk in found]
    for page in specific:
        if page.locale_id == locale.pk:
            page.locale = locale
    return specific


def _link_relatives(pages: list[Page]) -> None:
    """Sets lineage and children on each page, which saves their queries."""
    by_path = {page.path: page for page in pages}
    for page in pages:
        page.prefetched_children = []
    for page in pages[1:]:
        parent = by_path[page.path[: -Page.steplen]]
        parent.prefetched_children.append(page)
        page.lineage = [*parent.lineage, page]


def _prefetch(pages: list[Page]) -> None:
    by_model: dict[type[Page], list[Page]] = defaultdict(list)
    for page in pages:
        by_model[type(page)].append(page)
    for model, group in by_model.items():
        prefetch_related_objects(group, *model.printed_relations)
        model.fetch_for_print(group)
