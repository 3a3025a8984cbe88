"""Check: the translation keeps the original's links, and their targets exist."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from wagtail.models import Page

from translation.checks.plain_text import quoted
from translation.checks.problems import Problem, Text, error, warning

Attributes = dict[str, dict[str, str]]
"""Id of an inline element → its attributes, as wagtail-localize stores them."""


@dataclass(frozen=True)
class LinkTargets:
    """The pages that the links in some segments point to."""

    keys: dict[int, UUID]
    """Page id → translation key, for existing pages."""
    live_in: dict[UUID, set[int]]
    """Translation key → ids of the locales with a live page."""

    def dead(self, attributes: Attributes) -> frozenset[str]:
        """Returns the link elements whose page no longer exists."""
        pages = _linked_pages(attributes)
        return frozenset(name for name, page in pages.items() if page not in self.keys)

    def foreign(self, attributes: Attributes, locale_id: int) -> frozenset[str]:
        """Returns the link elements whose page is not live in the locale."""
        pages = _linked_pages(attributes)
        return frozenset(
            name
            for name, page in pages.items()
            if page in self.keys and locale_id not in self.live_in.get(self.keys[page], set())
        )


def pages_linked(attributes: Iterable[Attributes]) -> LinkTargets:
    """Loads the targets of all page links in one query; no query without links."""
    pages = {page for found in attributes for page in _linked_pages(found).values()}
    if not pages:
        return LinkTargets({}, {})
    keys: dict[int, UUID] = {}
    live_in: dict[UUID, set[int]] = defaultdict(set)
    linked = Page.objects.filter(pk__in=pages).order_by().values("translation_key")
    found = Page.objects.filter(translation_key__in=linked)
    for page, key, locale_id, live in found.values_list(
        "pk", "translation_key", "locale_id", "live"
    ):
        if page in pages:
            keys[page] = key
        if live:
            live_in[key].add(locale_id)
    return LinkTargets(keys, live_in)


def _linked_pages(attributes: Attributes) -> dict[str, int]:
    return {
        name: int(found["id"])
        for name, found in attributes.items()
        if found.get("linktype") == "page" and str(found.get("id", "")).isdigit()
    }


_LINK = re.compile(r"<a\b[^>]*?\bid=[\"']([^\"']+)[\"'][^>]*>(.*?)</a>", re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def find(text: Text) -> Iterator[Problem]:
    """Yields problems for missing, added, dead or untranslated link targets."""
    source, target = _links(text.source), _links(text.target)
    missing = [source[name] for name in source if name not in target]
    if missing:
        yield error(_("These links of the original are missing: %(found)s."), found=quoted(missing))
    if target.keys() - source.keys():
        unknown = [target[name] for name in target if name not in source]
        yield error(_("These links are not in the original: %(found)s."), found=quoted(unknown))
    yield from _doubled(text)
    yield from _targets(text, target)
    yield from _addresses(text)


def _links(html: str) -> dict[str, str]:
    return {match[1]: re.sub(r"<[^>]*>", "", match[2]) for match in _LINK.finditer(html)}


def _doubled(text: Text) -> Iterator[Problem]:
    counted = Counter(match[1] for match in _LINK.finditer(text.target))
    known = Counter(match[1] for match in _LINK.finditer(text.source))
    twice = [_links(text.target)[name] for name in counted if counted[name] > known[name] > 0]
    if twice:
        yield error(_("These links occur more than once: %(found)s."), found=quoted(twice))


def _targets(text: Text, links: dict[str, str]) -> Iterator[Problem]:
    dead = [links[name] for name in links if name in text.dead_links]
    foreign = [links[name] for name in links if name in text.foreign_links]
    if dead:
        yield error(
            _("These links lead to a page that no longer exists: %(found)s."), found=quoted(dead)
        )
    if foreign:
        yield warning(
            _("These links lead to a page that this language does not have yet: %(found)s."),
            found=quoted(foreign),
        )


def _addresses(text: Text) -> Iterator[Problem]:
    """Yields problems for written-out URLs; external sites may have one URL per language."""
    missing = set(_ADDRESS.findall(text.source_plain)) - set(_ADDRESS.findall(text.target_plain))
    if missing:
        yield warning(
            _("These addresses of the original are missing: %(found)s."),
            found=quoted(sorted(missing)),
        )
