"""Wagtail search backend of the admin: Wagtail's database backend with two fixes.

Wagtail recomputes the average title length whenever a page is saved; here only `manage.py
update_index` does. Quotation marks in a query are a syntax error on SQLite; here they are removed.
"""

from copy import copy
from typing import Any

from wagtail.search.backends import database
from wagtail.search.query import Phrase, PlainText


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """Returns Wagtail's backend of the database in use, patched."""
    backend = database.SearchBackend(params)

    class Index(backend.index_class):  # type: ignore[name-defined]
        def _refresh_title_norms(self, full: bool = False) -> None:  # noqa: FBT001, FBT002
            if full:
                super()._refresh_title_norms(full=True)

    if hasattr(backend.index_class, "_refresh_title_norms"):
        backend.index_class = Index
    if hasattr(backend.query_compiler_class, "build_search_query_content"):
        for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
            setattr(backend, name, _strip_quotes_in(getattr(backend, name)))
    return backend


def _strip_quotes_in(stock: type[Any]) -> type[Any]:

    class Compiler(stock):
        def build_search_query_content(self, query: Any, *args: Any, **options: Any) -> Any:
            if isinstance(query, (PlainText, Phrase)):
                words = query.query_string.replace('"', " ")
                # Without a word: a phrase that matches nothing.
                query = copy(query) if words.strip() else Phrase(" ")
                query.query_string = words
            return super().build_search_query_content(query, *args, **options)

    return Compiler
