"""Options of an import."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Options:
    """Options of an import. By default, pages that editors changed are not overwritten."""

    user: Any = None
    """The importing user; None for the command, which needs no permissions."""
    publish: bool = True
    replace: bool = False
    """Overwrites pages that editors changed; their revisions are kept."""
    dry_run: bool = False
    former_folder: str = ""
    """The files' folder on the former site: a path or a URL."""
