"""Registry of annexes that a printed section can include, such as contributions.

`printing` prints them after the pages; whoever has the content registers a source. Chosen with
`?include=<name>`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.http import HttpRequest
from django.utils.safestring import SafeString

from wagtail.models import Page


@dataclass(frozen=True)
class Annex:
    """A part of a printed document, after its pages."""

    name: str
    """Lower-case letters; its ids in the document begin with it."""
    html: SafeString
    """Begins with an `h1`. Headings within an `article` get no number, as they have their own."""
    places: Mapping[str, str] = field(default_factory=dict)
    """URL → id in `html`: links to these become cross-references."""


class AnnexSource(Protocol):
    """What can be included. All texts are in the active language."""

    name: str
    """The value of `?include=`."""

    def is_offered(self, page: Page) -> bool:
        """Whether there is anything to include with the section of `page`."""

    def choice_text(self) -> str:
        """The choice of the print version with it."""

    def cover_line(self, page: Page, *, included: str) -> str:
        """What the cover says where the source named `included` is chosen; may be empty."""

    def cache_tags(self, page: Page) -> Iterable[str]:
        """Tags of what is included (`core.cache_tags`)."""

    def annexes(self, request: HttpRequest, page: Page) -> list[Annex]:
        """What is included, in its order; nothing that the reader may not see."""


_sources: dict[str, AnnexSource] = {}


def register(source: AnnexSource) -> None:
    """Called in `ready()`. Raises ValueError where another source has the name."""
    if _sources.setdefault(source.name, source) is not source:
        raise ValueError(f"Two sources of annexes want the name {source.name!r}.")


def offered_for(page: Page) -> list[AnnexSource]:
    """The sources that have something for the section of `page`."""
    return [source for source in _sources.values() if source.is_offered(page)]
