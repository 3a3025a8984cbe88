"""The result of parsing one file: a page of the former site."""

from dataclasses import dataclass, field

from legacy_import.parsing.conference_dates import Dates
from legacy_import.parsing.forum_threads import Post
from legacy_import.parsing.see_also import Reference
from legacy_import.parsing.text_blocks import Block


@dataclass
class LegacyPage:
    """A page of the former site, as its file alone describes it."""

    name: str
    """The file's name, with its folders within the folder or archive it came in."""
    sha256: str
    former_address: str = ""
    """Path or URL on the former site; empty where unknown."""
    language: str = ""
    trail: tuple[str, ...] = ()
    """Labels from below the home page to the page itself; empty where the file has none."""
    kind: str = "plain"
    """One of "introduction", "objectives", "agenda", "session", "plain", "thread"."""
    label: str = ""
    number: int | None = None
    """Of a session."""
    theme: str = ""
    """Of a session."""
    titles: list[str] = field(default_factory=list)
    """Title lines (text) that are neither the page's label nor its session's theme."""
    dates: Dates | None = None
    dates_are_sure: bool = True
    """Whether they were on a line of their own."""
    own_dates: Dates | None = None
    """Of a session, where they are some days of its conference."""
    see_also: list[Reference] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    language_links: dict[str, str] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    """Of a thread."""
    is_closed: bool = False
    """Whether the thread takes no more posts."""
    chrome: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
