"""Wagtail's own database index, which the admin searches, at a constant cost for each page.

Stock Wagtail takes the average length of all titles anew whenever a page is saved. Here that is
left to `manage.py update_index`; until then a new title counts as one of average length.

A quotation mark in what is asked for breaks the question to SQLite: there it is left out.
"""

from copy import copy
from typing import Any

from wagtail.search.backends import database
from wagtail.search.query import Phrase, PlainText


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """The backend of the database in use."""
    backend = database.SearchBackend(params)

    class Index(backend.index_class):  # type: ignore[name-defined]
        def _refresh_title_norms(self, full: bool = False) -> None:  # noqa: FBT001, FBT002
            if full:
                super()._refresh_title_norms(full=True)

    if hasattr(backend.index_class, "_refresh_title_norms"):
        backend.index_class = Index
    if hasattr(backend.query_compiler_class, "build_search_query_content"):
        for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
            setattr(backend, name, _without_quotes(getattr(backend, name)))
    return backend


def _without_quotes(stock: type[Any]) -> type[Any]:
    """A compiler of questions that asks for the words in them."""

    class Compiler(stock):
        def build_search_query_content(self, query: Any, *args: Any, **options: Any) -> Any:
            if isinstance(query, (PlainText, Phrase)):
                words = query.query_string.replace('"', " ")
                # Without a word: a phrase that stands nowhere.
                query = copy(query) if words.strip() else Phrase(" ")
                query.query_string = words
            return super().build_search_query_content(query, *args, **options)

    return Compiler
