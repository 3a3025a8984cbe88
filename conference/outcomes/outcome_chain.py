"""The chain of a conference's outcomes, step by step, in the reader's language.

Steps, order, symbols, dates and files come from the original's rows, so that every language shows
the same at once; titles and places come from the page's own rows. A step without a translation
shows the original's title with its language.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import override

from modelcluster.queryset import FakeQuerySet
from wagtail.documents import get_document_model

from conference.models.outcome import Outcome
from core.dates.formatting import format_range
from core.media.document_library import LibraryFile
from core.pages.public_querysets import readable_documents
from core.text.bidi_isolation import direction_of

Documents = dict[int, Any]


@dataclass(frozen=True)
class Step:
    """One document or meeting of the chain."""

    kind: str
    """In the reader's language, for example "Background paper"."""
    title: str
    language: str = ""
    """The code of the title's language, where it is not the page's own."""
    symbol: str = ""
    place: str = ""
    first_day: date | None = None
    last_day: date | None = None
    address: str = ""
    files: list[LibraryFile] = field(default_factory=list)
    """Those that everybody may have, the reader's language first."""

    @property
    def direction(self) -> str:
        """The writing direction of a title in another language."""
        return direction_of(self.language)

    @property
    def file(self) -> LibraryFile | None:
        """The file that the title links to: in the reader's language, else the best other one."""
        return self.files[0] if self.files else None

    @property
    def further_files(self) -> list[LibraryFile]:
        """The other files."""
        return self.files[1:]

    @property
    def dates(self) -> str:
        """One day or a range in words; empty if unknown."""
        if self.first_day is None:
            return ""
        return format_range(self.first_day, self.last_day or self.first_day)

    @property
    def day(self) -> str:
        """A single date for a `datetime` attribute; empty for a range."""
        is_range = self.last_day is not None and self.last_day != self.first_day
        return "" if self.first_day is None or is_range else self.first_day.isoformat()


@dataclass(frozen=True)
class OutcomeRows:
    """The rows of one conference: those of its original, and its own."""

    language: str
    facts: list[Outcome]
    words: dict[Any, Outcome]
    """By translation key of the outcome."""


def chains(pages: Sequence[Any]) -> list[list[Step]]:
    """Returns the steps of each of `pages`; two queries for all of them."""
    rows: dict[Any, list[Outcome]] = defaultdict(list)
    for row in Outcome.objects.for_pages(pages):
        rows[row.key].append(row)
    conferences = [_rows_of(page, rows[page.translation_key]) for page in pages]
    documents = _documents(outcome for each in conferences for outcome in each.facts)
    return [_steps(each, documents) for each in conferences]


def _rows_of(page: Any, rows: list[Outcome]) -> OutcomeRows:
    """Returns the rows of the page and of its original, given the stored ones of both."""
    own: list[Outcome] = list(_unsaved(page) or ())
    facts = [row for row in rows if row.page_id == row.original_id]
    if _unsaved(page) is None:
        own = [row for row in rows if row.page_id == page.pk]
    elif page.is_original():
        facts = own
    words = {row.translation_key: row for row in own if row.title}
    return OutcomeRows(page.locale.language_code, facts, words)


def _unsaved(page: Any) -> Iterable[Outcome] | None:
    """Returns the outcomes of a draft in preview; None if the stored ones are meant."""
    outcomes = page.outcomes.all()
    return outcomes if isinstance(outcomes, FakeQuerySet) else None


def _documents(outcomes: Iterable[Outcome]) -> Documents:
    keys = {key for outcome in outcomes for _language, key in outcome.file_keys}
    if not keys:
        return {}
    documents: Documents = readable_documents(get_document_model().objects.all()).in_bulk(keys)
    return documents


def _steps(rows: OutcomeRows, documents: Documents) -> list[Step]:
    return [
        _step(fact, rows, documents)
        for fact in rows.facts
        if fact.translation_key in rows.words or getattr(fact, "is_public", False)
    ]


def _step(fact: Outcome, rows: OutcomeRows, documents: Documents) -> Step:
    words = rows.words.get(fact.translation_key)
    wording = words or fact
    # A sheet in two languages fetches the chains of both at once.
    with override(rows.language):
        kind = str(fact.get_kind_display())
    files = [LibraryFile(documents[key], code) for code, key in fact.file_keys if key in documents]
    best = [rows.language, settings.LANGUAGE_CODE]
    return Step(
        kind=kind,
        title=wording.title,
        language="" if words else fact.locale.language_code,
        symbol=fact.symbol,
        place=wording.place,
        first_day=fact.date,
        last_day=fact.last_day,
        address=fact.address,
        files=sorted(files, key=lambda file: _place(file.language, best)),
    )


def _place(language: str, best: list[str]) -> int:
    return best.index(language) if language in best else len(best)
