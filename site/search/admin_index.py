"""Wagtail's own database index, which the admin searches, at a constant cost for each page.

Stock Wagtail takes the average length of all titles anew whenever a page is saved. Here that is
left to `manage.py update_index`; until then a new title counts as one of average length.
"""

from typing import Any

from wagtail.search.backends import database


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """The backend of the database in use."""
    backend = database.SearchBackend(params)

    class Index(backend.index_class):  # type: ignore[name-defined]
        def _refresh_title_norms(self, full: bool = False) -> None:  # noqa: FBT001, FBT002
            if full:
                super()._refresh_title_norms(full=True)

    if hasattr(backend.index_class, "_refresh_title_norms"):
        backend.index_class = Index
    return backend
