"""The files of one import: what they tell about each other, and where their trails place them."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext

from wagtail.models import Page

from core.routing.redirect_matching import redirect_path
from legacy_import.conference_facts import Facts, dates_agree, facts_of
from legacy_import.import_report import FileReport, Outcome
from legacy_import.parsing.language_vocabulary import (
    ARTICLE_SECTIONS,
    kind_of,
    section_of,
)
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.text_comparison import fold

_STEM = re.compile(r"^forum([a-z0-9-]+)_", re.I)
_LANGUAGE_ENDING = re.compile(r"[_.-](?:en|es|fr|eng|spa|esp|fre|fra)$", re.I)
PORTAL, ARCHIVE = 2, 3


@dataclass(frozen=True)
class Placement:
    """Where a page belongs, by its trail."""

    level: int = ARCHIVE
    """Index in SECTIONS of the deepest section that the trail names; -1 for none."""
    conference: str = ""
    """Its label; empty where the page stands above conferences, or the trail leaves it out."""
    between: tuple[str, ...] = ()
    """Labels between the conference and the page."""
    part: str = ""
    """The page's own label; empty where the page is the conference or a section itself."""
    unknown: tuple[str, ...] = ()
    """Unknown labels in the place of a section."""
    article: str = ""
    """The section of another article; on this site its conferences stand in the same archive."""

    @property
    def is_section(self) -> bool:
        """Returns whether the page is one of the section above conferences."""
        return not self.conference and not self.part

    @property
    def parent_level(self) -> int:
        """Returns the level below which a new conference goes: portal or archive."""
        return self.level if self.level >= PORTAL else ARCHIVE


@dataclass
class Item:
    """One file of the import, with its report and the page written from it."""

    legacy: LegacyPage
    report: FileReport
    placement: Placement = field(default_factory=Placement)
    page: Page | None = None
    """The page that was written, or existed before."""
    is_synchronised: bool = False
    """Whether it is a translation synchronised with its original."""

    @property
    def was_written(self) -> bool:
        """Returns whether a page was created or updated."""
        return self.report.outcome in (Outcome.CREATED, Outcome.UPDATED)

    @property
    def group(self) -> tuple[str, str]:
        """Returns what the pages of one conference share: (language code, folded label)."""
        return self.legacy.language, fold(self.placement.conference)

    @property
    def stem(self) -> str:
        """Returns the conference's part of the file name, such as “mainstreaming”; else empty."""
        found = _STEM.match(PurePosixPath(self.legacy.name).name)
        return found[1].lower() if found else ""

    @property
    def bare_name(self) -> str:
        """Returns the path without its language, equal for a page's files in all languages."""
        path = PurePosixPath(self.legacy.name)
        folders = [part for part in path.parts[:-1] if part.lower() not in ("en", "es", "fr")]
        return "/".join([*folders, _LANGUAGE_ENDING.sub("", path.stem)]).lower()


class Batch:
    """All files of one import. Creating it sets placement and kind of each item."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        # Page id → name of the file that this import wrote it from.
        self.written: dict[int, str] = {}
        for item in items:
            item.placement = placement_of(item.legacy)
        for item in items:
            if not item.placement.conference and not self._is_section(item):
                self._place_by_neighbours(item)
        for item in items:
            self._name_kind(item)

    def _is_section(self, item: Item) -> bool:
        return bool(item.legacy.trail) and item.placement.is_section

    def _place_by_neighbours(self, item: Item) -> None:
        """Places a page without a conference in its trail as similarly named files are placed."""
        folder = PurePosixPath(item.legacy.name).parent
        labels = Counter(
            (other.placement.conference, other.placement.level)
            for other in self.items
            if other.placement.conference
            and other.legacy.language == item.legacy.language
            and (
                other.stem == item.stem
                if item.stem
                else PurePosixPath(other.legacy.name).parent == folder
            )
        )
        if labels and (item.stem or len(labels) == 1):
            (conference, level), _count = labels.most_common(1)[0]
            self._place(item, conference, level)

    def _place(self, item: Item, conference: str, level: int) -> None:
        """Places the page in its neighbours' conference, unless its own dates speak against it."""
        part = item.placement.part or item.legacy.label
        placement = Placement(level, conference, part=part)
        group = item.legacy.language, fold(conference)
        known = facts_of([other.legacy for other in self.items if other.group == group]).dates
        stated = item.legacy.dates
        doubt = gettext("There is no full trail; by neighbouring files it belongs to “%(title)s”.")
        if known and stated and not dates_agree(stated, known) and item.legacy.kind != "session":
            doubt = gettext("Neighbouring files belong to “%(title)s”, but the dates are others.")
        else:
            item.placement = placement
        item.report.doubts.append(doubt % {"title": conference})

    def _name_kind(self, item: Item) -> None:
        if item.legacy.kind == "thread":
            return
        if self._is_section(item):
            item.legacy.kind = "section"
        elif item.placement.conference and not item.placement.part and item.legacy.trail:
            item.legacy.kind = "conference"

    def by_language(self) -> tuple[list[Item], list[Item]]:
        """Returns the items in the site's default language, and the others."""
        first = [item for item in self.items if item.legacy.language == settings.LANGUAGE_CODE]
        return first, [item for item in self.items if item not in first]

    @cached_property
    def _facts(self) -> dict[tuple[str, str], Facts]:
        groups: dict[tuple[str, str], list[LegacyPage]] = defaultdict(list)
        for item in self.items:
            if item.placement.conference or not item.legacy.trail:
                groups[item.group].append(item.legacy)
        return {group: facts_of(pages) for group, pages in groups.items()}

    def facts(self, item: Item) -> Facts:
        """Returns title and dates of the item's conference."""
        return self._facts.get(item.group, Facts())

    def neighbours(self, item: Item) -> list[Item]:
        """Returns the other items of the same conference and language."""
        return [other for other in self.items if other is not item and other.group == item.group]

    @cached_property
    def _by_path(self) -> dict[str, Item]:
        addresses = {path_of(item.legacy.former_address): item for item in self.items}
        addresses.pop("", None)
        return addresses

    def at_address(self, address: str) -> Item | None:
        """Returns the item that had this address on the former site, or None."""
        item = self._by_path.get(path_of(address))
        if item is None:
            return None
        hosts = urlsplit(address).netloc, urlsplit(item.legacy.former_address).netloc
        # Long paths belong to the former site, even if the files do not have its host.
        same_site = "" in hosts[:1] or hosts[0] == hosts[1] or path_of(address).count("/") > 2
        return item if same_site else None


def path_of(address: str) -> str:
    """Returns the path as Wagtail's redirects store it; empty for an empty address."""
    if not address:
        return ""
    parts = urlsplit(address)
    return redirect_path(parts.path + (f"?{parts.query}" if parts.query else ""))


def placement_of(page: LegacyPage) -> Placement:
    """Returns the placement that the page's trail describes."""
    labels = page.trail
    level, end = -1, 0
    for position, label in enumerate(labels):
        section = section_of(label)
        if section is not None and section > level:
            level, end = section, position + 1
    above = [label for label in labels[:end] if section_of(label) is None]
    unknown = [label for label in above if fold(label) not in ARTICLE_SECTIONS]
    article = next((label for label in above if label not in unknown), "")
    rest = list(labels[end:])
    if level < PORTAL and len(rest) > 2 and kind_of(rest[-1]):
        # Without a portal in the trail, the label before the part is the conference.
        unknown, rest = [*unknown, *rest[:-2]], rest[-2:]
    if len(rest) == 1 and page.kind != "plain" and kind_of(rest[0]):
        return Placement(level, part=rest[0], unknown=tuple(unknown), article=article)
    if len(rest) < 2:
        return Placement(level, "".join(rest), unknown=tuple(unknown), article=article)
    return Placement(level, rest[0], tuple(rest[1:-1]), rest[-1], tuple(unknown), article)
