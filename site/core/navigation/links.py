"""Data classes of links, as templates render them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outlet:
    """A link to another format of the page, such as its calendar."""

    url: str
    text: str
    media_type: str


@dataclass(frozen=True)
class Link:
    """One entry of a navigation. An empty `url` means text without a link."""

    url: str
    text: str
    is_current: bool = False
    description: str = ""
