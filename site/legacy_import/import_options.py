"""Options of an import."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Options:
    """Options of an import; the default publishes nothing over an editor's work."""

    user: Any = None
    """Who imports; None for the command, which may do everything."""
    publish: bool = True
    replace: bool = False
    """Writes over pages that editors have changed, too; their versions stay in the history."""
    dry_run: bool = False
    former_folder: str = ""
    """Where the files stood on the former site: a path or a full address."""
