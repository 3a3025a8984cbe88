"""From a query to results that this reader may see."""

import re
import unicodedata
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from wagtail.models import Page

from core.querysets import children_interval, readable
from search import backends
from search.models import SearchEntry
from search.words import matches_beginnings, query_words

MAX_RESULTS = 200
SNIPPET_CHARACTERS = 220
_MARKS = "[\u0300-\u036f]*"
# The rest of a word: its letters with the marks that stand on them.
_REST = r"(?:[^\W_]|[\u0300-\u036f])*"


@dataclass(frozen=True)
class Result:
    """One hit. `snippet` is safe HTML in which the words found are marked."""

    title: str
    url: str
    trail: str
    snippet: SafeString


def find_page_ids(query: str, language: str, *, below: Page | None = None) -> list[int]:
    """Readable pages with all words of the query, the best first, MAX_RESULTS at the most.

    With `below`, only what stands below that page.

    Whether a reader may see a page is asked now, not when it was indexed.
    """
    found = query_words(query)
    if not found:
        return []
    ids = backends.find(found, language, MAX_RESULTS)
    pages = readable(Page.objects.filter(pk__in=ids, locale__language_code=language))
    if below is not None:
        pages = pages.filter(path__range=children_interval(below))
    visible = set(pages.values_list("pk", flat=True))
    return [pk for pk in ids if pk in visible]


def results(page_ids: list[int], query: str, request: HttpRequest) -> list[Result]:
    """The results for `page_ids`, in that order, in three queries however many there are."""
    pages = Page.objects.filter(pk__in=page_ids).select_related("locale").in_bulk()
    entries = SearchEntry.objects.in_bulk(page_ids)
    titles = _titles_above(list(pages.values()))
    return [
        Result(
            title=entries[pk].title,
            url=pages[pk].get_url(request) or "",
            trail=" | ".join(titles[path] for path in _paths_above(pages[pk]) if path in titles),
            snippet=snippet(entries[pk], query),
        )
        for pk in page_ids
        if pk in pages and pk in entries
    ]


def _paths_above(page: Page) -> list[str]:
    """Tree paths from the language's home page down to the page's parent."""
    return [page.path[:end] for end in range(2 * Page.steplen, len(page.path), Page.steplen)]


def _titles_above(pages: list[Page]) -> dict[str, str]:
    paths = {path for page in pages for path in _paths_above(page)}
    return dict(Page.objects.filter(path__in=paths).values_list("path", "title"))


def snippet(entry: SearchEntry, query: str) -> SafeString:
    """Some words around the first hit, hits marked; accents and case do not matter."""
    pattern = _pattern(query_words(query))
    text = unicodedata.normalize("NFD", f"{entry.summary} {entry.text}".strip())
    first = pattern.search(text)
    hit = first.start() if first else 0
    start = _start_of_word(text, hit - SNIPPET_CHARACTERS // 3, hit)
    piece = text[start : start + SNIPPET_CHARACTERS]
    if start + SNIPPET_CHARACTERS < len(text):
        # Without a space (a long address, Chinese) the cut falls within the run of letters.
        piece = (piece.rpartition(" ")[0] or piece) + " …"
    return _marked(f"… {piece}" if start else piece, pattern)


def _start_of_word(text: str, earliest: int, latest: int) -> int:
    """Where to begin: at a word after `earliest`; at `latest` where there is none before it."""
    if earliest <= 0:
        return 0
    return text.find(" ", earliest, latest) + 1 or latest


def _pattern(found: list[str]) -> re.Pattern[str]:
    """Matches the words in decomposed text, with whatever marks stand on their letters."""
    words = [
        _MARKS.join(map(re.escape, word)) + (_REST if matches_beginnings(word) else _MARKS)
        for word in sorted(found, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(words) or '(?!)'})(?![^\W_])", re.IGNORECASE)


def _marked(text: str, pattern: re.Pattern[str]) -> SafeString:
    parts, end = [], 0
    for match in pattern.finditer(text):
        parts += [_escaped(text[end : match.start()]), f"<mark>{_escaped(match[0])}</mark>"]
        end = match.end()
    parts.append(_escaped(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped


def _escaped(text: str) -> str:
    return str(escape(unicodedata.normalize("NFC", text)))
