"""Parses a trail into section, conference and page."""

from dataclasses import dataclass

from legacy_import.parsing.language_vocabulary import (
    ARTICLE_SECTIONS,
    SECTIONS,
    kind_of,
    section_of,
)
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.text_comparison import fold

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


def section_name(level: int) -> str:
    """Returns the first label of a level in SECTIONS."""
    return SECTIONS[level][0]
