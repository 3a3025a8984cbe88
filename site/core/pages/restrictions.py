"""Decides which view restrictions hold for a page: those of its own tree and of its original's.

A restriction set on an original holds for its translations at once, and is lifted with it; one set
on a translation holds in addition. All outlets ask here: querysets by `IsRestricted`, single pages
by `restrictions_of`, lists of pages by `by_page`.

The original is the version that wagtail-localize translates from; of a page that was never
submitted for translation, the version in the site's default language.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.signals import post_delete, post_save, pre_delete

from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.signals import post_page_move
from wagtail_localize.models import TranslationSource

from core.caching import generation_cache
from core.signals import pages_restricted

# Deeper than any tree of this site; each level costs one lookup in the index of `path`.
MAX_DEPTH = 16
# SQLite takes a thousand conditions one after the other.
MOST_PLACES = 500

_PAGES, _RULES = Page._meta.db_table, PageViewRestriction._meta.db_table
_LOCALES, _SOURCES = Locale._meta.db_table, TranslationSource._meta.db_table
_LAST = Page.alphabet[-1] * Page.steplen * MAX_DEPTH

# Translation keys of the originals in restricted trees. It depends on no row of the outer query;
# SQLite evaluates it once, PostgreSQL for each row. There the LIMIT, which is never reached, keeps
# the few restricted places together: joined in another order, 10,000 pages took seconds.
_RESTRICTED_KEYS = (
    f'SELECT original.translation_key FROM (SELECT ruled.path FROM "{_RULES}" rule'  # noqa: S608 - names of tables
    f' INNER JOIN "{_PAGES}" ruled ON rule.page_id = ruled.id'
    " WHERE rule.id NOT IN ({passed}) LIMIT 1000000) held"
    f' INNER JOIN "{_PAGES}" original ON original.path >= held.path'
    f" AND original.path <= held.path || '{_LAST}'"
    f' INNER JOIN "{_LOCALES}" spoken ON spoken.id = original.locale_id'
    f' WHERE (EXISTS (SELECT 1 FROM "{_SOURCES}" source'
    " WHERE source.object_id = original.translation_key"
    " AND source.locale_id = original.locale_id)"
    f' OR (spoken.language_code = %s AND NOT EXISTS (SELECT 1 FROM "{_SOURCES}" source'
    " WHERE source.object_id = original.translation_key)))"
)
_IS_RESTRICTED = (
    f'(EXISTS (SELECT 1 FROM "{_RULES}" rule INNER JOIN "{_PAGES}" ruled'  # noqa: S608 - as above
    " ON rule.page_id IN (ruled.id, ruled.alias_of_id)"
    " WHERE rule.id NOT IN ({passed}) AND ruled.path IN ({above}))"
    f' OR EXISTS (SELECT 1 FROM "{_PAGES}" version'
    f" WHERE version.path IN ({{above}}) AND version.translation_key IN ({_RESTRICTED_KEYS})))"
)


class IsRestricted(Func):
    """SQL condition: a view restriction holds for the page with this tree path.

    For single pages and lists of a few: see `restricted` for all pages of a site.

    `accepted` are ids of restrictions that the reader has passed. With `itself`, restrictions of
    ancestors in the page's own tree are left out. Written as SQL: Django would build the same
    statement from some sixty expressions, several times per request, which took more processor
    time than the rest of the page.
    """

    output_field = BooleanField()
    arity = 1

    def __init__(
        self, path: Any = "path", *, accepted: Iterable[int] = (), itself: bool = False
    ) -> None:
        super().__init__(path)
        self.extra["accepted"] = tuple(accepted)
        self.extra["itself"] = itself

    def as_sql(  # type: ignore[override] # noqa: D102
        self, compiler: Any, connection: Any, **_extra: Any
    ) -> tuple[str, tuple[Any, ...]]:
        above, parameters = compiler.compile(self.source_expressions[0])
        if not self.extra["itself"]:
            above, parameters = ancestors_sql(above, parameters, top=2)
        accepted = self.extra["accepted"]
        passed = ", ".join(["%s"] * len(accepted)) or "0"
        sql = _IS_RESTRICTED.format(above=above, passed=passed)
        ours = (*accepted, settings.LANGUAGE_CODE)
        return sql, (*accepted, *parameters, *parameters, *ours)


def ancestors_sql(path: str, parameters: Iterable[Any], top: int) -> tuple[str, tuple[Any, ...]]:
    """Returns SQL for the tree paths from the level `top` down to `path`, and its parameters."""
    steps = range(Page.steplen * top, Page.steplen * MAX_DEPTH, Page.steplen)
    above = ", ".join(f"SUBSTR({path}, 1, {step})" for step in steps)
    return above, tuple(parameters) * len(steps)


def restrictions_of(lineage: list[Page]) -> QuerySet[PageViewRestriction]:
    """Returns the restrictions that hold for the last page of `lineage`, the path from the home.

    Within a generation of the cache no query is needed for pages without any.
    """
    ids = {page.alias_of_id or page.pk for page in lineage}
    keys = {page.translation_key for page in lineage}
    if generation_cache.entries() is not None:
        restricted, originals = generation_cache.get_or_make("restricted", _restricted)
        if ids.isdisjoint(restricted) and keys.isdisjoint(originals):
            return none()
    return _rules(ids, keys)


def none() -> QuerySet[PageViewRestriction]:
    """Returns the restrictions of a page that has none.

    Marked as fetched: Django would compile the statement of `none()` before it finds it empty.
    """
    found = PageViewRestriction.objects.none()
    found._result_cache = []
    return found


def by_page(pages: list[Page]) -> dict[int, list[PageViewRestriction]]:
    """Returns page id → restrictions on the page itself or in its original's tree.

    Those of its ancestors are under their own ids. Takes the same number of queries for any number
    of pages, and one if there are no restrictions.
    """
    ids = {page.alias_of_id or page.pk for page in pages}
    keys = {page.translation_key for page in pages}
    rules = list(_rules(ids, keys).select_related("page").prefetch_related("groups"))
    found: dict[int, list[PageViewRestriction]] = defaultdict(list)
    if not rules:
        return found
    places = _places_of_originals(keys)
    for page in pages:
        for rule in rules:
            is_own = rule.page_id == (page.alias_of_id or page.pk)
            above = places.get(page.translation_key, ())
            if is_own or any(path.startswith(rule.page.path) for path in above):
                found[page.pk].append(rule)
    return found


def places() -> list[str]:
    """Returns the tree paths of restricted pages, without those below another.

    Starts from the restrictions, so that pages without any are not read.
    """
    rules = list(PageViewRestriction.objects.values_list("page_id", flat=True))
    if not rules:
        return []
    keys = RawSQL(_RESTRICTED_KEYS.format(passed="0"), [settings.LANGUAGE_CODE])  # noqa: S611 - fixed
    ruled = Q(pk__in=rules) | Q(alias_of__in=rules) | Q(translation_key__in=keys)
    pages = Page.objects.filter(ruled, depth__gt=1).order_by("path")
    return highest(pages.values_list("path", flat=True))


def restricted(pages: QuerySet[Page]) -> Iterator[QuerySet[Page]]:
    """Yields those of the pages for which a restriction holds, in querysets of MOST_PLACES.

    By ranges of the index: asking `IsRestricted` of each page takes a tenth of a second for 10,000
    pages, on PostgreSQL several.
    """
    paths = places()
    for start in range(0, len(paths), MOST_PLACES):
        yield pages.filter(_in_trees(paths[start : start + MOST_PLACES]))


def unrestricted() -> Q:
    """Returns a filter for pages without view restrictions, by ranges as `restricted`."""
    paths = places()
    if len(paths) > MOST_PLACES:
        return ~Q(IsRestricted("path"))
    return ~_in_trees(paths) if paths else Q()


def _in_trees(paths: list[str]) -> Q:
    return reduce(or_, (Q(path__range=(path, path + _LAST)) for path in paths))


def highest(paths: Iterable[str]) -> list[str]:
    """Returns the tree paths without those below another; `paths` are in tree order."""
    found: list[str] = []
    for path in paths:
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found


def _rules(ids: set[int], keys: set[Any]) -> QuerySet[PageViewRestriction]:
    below = originals().filter(translation_key__in=keys, path__startswith=OuterRef("page__path"))
    return PageViewRestriction.objects.filter(Q(page_id__in=ids) | Q(Exists(below)))


def _places_of_originals(keys: set[Any]) -> dict[Any, list[str]]:
    places: dict[Any, list[str]] = defaultdict(list)
    pages = originals().filter(translation_key__in=keys)
    for key, path in pages.values_list("translation_key", "path"):
        places[key].append(path)
    return places


def originals() -> QuerySet[Page]:
    """Returns the pages whose restrictions hold for their translations."""
    sources = TranslationSource.objects.filter(object_id=OuterRef("translation_key"))
    used = Exists(sources.filter(locale_id=OuterRef("locale_id")))
    spoken = Q(locale__language_code=settings.LANGUAGE_CODE)
    pages: QuerySet[Page] = Page.objects.filter(Q(used) | (spoken & ~Q(Exists(sources))))
    return pages


def _restricted() -> tuple[frozenset[int], frozenset[Any]]:
    """Returns the ids of pages with own restrictions, and the keys of restricted originals."""
    ids = frozenset(PageViewRestriction.objects.values_list("page_id", flat=True))
    if not ids:
        return ids, frozenset()
    keys = (pages.values_list("translation_key", flat=True) for pages in restricted(originals()))
    return ids, frozenset(chain.from_iterable(keys))


def connect() -> None:
    """Connects the signals of deleted, moved and restricted pages."""
    post_save.connect(_announce, sender=PageViewRestriction, dispatch_uid="core.restricted")
    post_page_move.connect(_announce, dispatch_uid="core.restricted")
    pre_delete.connect(_remember, sender=Page, dispatch_uid="core.kept_restrictions")
    post_delete.connect(_pass_on, sender=Page, dispatch_uid="core.kept_restrictions")


def _announce(**_kwargs: Any) -> None:
    for pages in restricted(Page.objects.all()):
        pages_restricted.send(Page, pages=pages)


def carry_to_copy(page: Page, copy: Page) -> None:
    """Gives `copy` and its descendants the restrictions that hold for `page` and its descendants.

    Only a person's decision in the privacy form lifts a restriction; a copy has another original or
    another place in the tree. One for another language has the same original and needs none.
    """
    if copy.translation_key == page.translation_key:
        copy.view_restrictions.all().delete()
        return
    _give(copy.specific, page.specific.get_view_restrictions())
    below, copied = _tree_below(page), _tree_below(copy)
    rules = by_page(below)
    for original, twin in zip(below, copied, strict=False):
        if rules[original.pk]:
            _give(twin.specific, rules[original.pk])


def _tree_below(page: Page) -> list[Page]:
    return list(page.get_descendants().order_by("path"))


def _give(page: Page, rules: Iterable[PageViewRestriction]) -> None:
    held = {_value(rule) for rule in page.get_view_restrictions().prefetch_related("groups")}
    for rule in rules:
        if _value(rule) not in held:
            held.add(_value(rule))
            _add(page, rule, list(rule.groups.all()))


def _value(rule: PageViewRestriction) -> tuple[Any, ...]:
    groups = sorted(group.pk for group in rule.groups.all())
    return rule.restriction_type, rule.password, tuple(groups)


def _add(page: Page, rule: PageViewRestriction, groups: list[Any]) -> None:
    kept = PageViewRestriction(
        page=page, restriction_type=rule.restriction_type, password=rule.password
    )
    kept.save(user=None)
    kept.groups.set(groups)


def _remember(instance: Page, **_kwargs: Any) -> None:
    rules = Page.get_view_restrictions(instance).prefetch_related("groups")
    instance._kept_rules = [(rule, list(rule.groups.all())) for rule in rules]


def _pass_on(instance: Page, **_kwargs: Any) -> None:
    """Restricts translations that were private only through the deleted page."""
    rules = getattr(instance, "_kept_rules", ())
    if not rules:
        return
    versions = Page.objects.filter(translation_key=instance.translation_key)
    for page in versions.exclude(Q(IsRestricted())):
        for rule, groups in rules:
            _add(page, rule, groups)
