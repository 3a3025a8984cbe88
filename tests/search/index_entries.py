"""Texts in the search index that belong to no page."""

from search import backends
from search.backends import Document
from search.models import SearchEntry
from search.query_parser import parse


def indexed(text: str, language: str, pk: int = 987654321, title: str = "") -> int:
    """A text in the index, of no page."""
    entry = SearchEntry(page_id=pk, language=language, title=title, text=text)
    backends.store(Document.of(entry))
    return pk


def finds(query: str, text: str, language: str) -> bool:
    pk = indexed(text, language)
    found = backends.find(parse(query, language), 1000)
    # Counting asks in another way, and must come to the same.
    assert (pk in found) == (pk in backends.find_any(parse(query, language), 1000))
    return pk in found
