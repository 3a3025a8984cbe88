"""Registers the search index, which `migrate` rebuilds after an upgrade."""

from core.derived_data import derived_data
from search import index_updates


@derived_data("search_index", version=1)
def rebuild_search_index() -> int:
    """Indexes all live pages again; returns how many there are."""
    return index_updates.rebuild()
