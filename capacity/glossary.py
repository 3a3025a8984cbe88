"""Entries of the glossary page: the official terms of one language in alphabetical order."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from core.text.collation import first_letter, plain_words, sort_key
from core.text.folding import is_unspaced
from terms.models import Concept, Status, Term
from terms.term_languages import autonym, codes, direction, primary
from terms.translation_check import in_full


@dataclass(frozen=True)
class TermElsewhere:
    """The term for the concept in another language."""

    language: str
    language_name: str
    direction: str
    text: str
    is_unconfirmed: bool


@dataclass(frozen=True)
class GlossaryEntry:
    """One concept in the language of the page."""

    key: str
    language: str
    text: str
    abbreviation: str
    definition: str
    source: str
    is_unconfirmed: bool
    also: list[str]
    """Other terms that may be used."""
    elsewhere: list[TermElsewhere]

    @property
    def anchor(self) -> str:
        """The fragment identifier; the same in every language."""
        return f"concept-{self.key}"

    @property
    def names_key(self) -> str:
        """Its terms in all languages, folded, for the filter."""
        elsewhere = (term.text for term in self.elsewhere)
        return plain_words(" ".join([self.text, self.abbreviation, *self.also, *elsewhere]))

    @property
    def letter(self) -> str:
        """The heading that it is listed under; empty in a script without an alphabet."""
        first = first_letter(self.text, self.language)
        return "" if not first or is_unspaced(first) else first


@dataclass(frozen=True)
class Letter:
    """The entries below one letter."""

    text: str
    entries: list[GlossaryEntry]

    @property
    def anchor(self) -> str:
        """The fragment identifier of the heading."""
        return f"letter-{self.text.lower()}"


def entries_in(language_code: str) -> list[GlossaryEntry]:
    """Returns the entries for concepts that have a term in this language, sorted; two queries."""
    language = primary(language_code)
    concepts = Concept.objects.for_glossary()
    found = [entry_in(concept, language) for concept in concepts]
    entries = [entry for entry in found if entry is not None]
    return sorted(entries, key=lambda entry: sort_key(entry.text, language))


def matching(entries: list[GlossaryEntry], asked: str) -> list[GlossaryEntry]:
    """Returns the entries that contain each word of `asked` in any language; all if it is empty."""
    words = plain_words(asked).split()
    return [entry for entry in entries if all(word in entry.names_key for word in words)]


def entry_in(concept: Concept, language_code: str) -> GlossaryEntry | None:
    """Returns the entry of one concept; None if it has no term in this language."""
    main = concept.main_term(primary(language_code))
    return _entry(concept, main) if main is not None else None


def by_letter(entries: list[GlossaryEntry]) -> list[Letter]:
    """Groups sorted `entries` by letter."""
    groups = groupby(entries, key=lambda entry: entry.letter)
    return [Letter(text, list(members)) for text, members in groups]


def _entry(concept: Concept, main: Term) -> GlossaryEntry:
    others = [
        term.text
        for term in concept.in_language(main.language)
        if term.status != Status.FORBIDDEN and term.text != main.text
    ]
    return GlossaryEntry(
        key=concept.key,
        language=main.language,
        text=main.text,
        abbreviation=main.abbreviation,
        # Only terms with a source count as official.
        definition=main.definition if main.source else "",
        source=main.source,
        is_unconfirmed=main.is_unconfirmed,
        also=others,
        elsewhere=_elsewhere(concept, main.language),
    )


def _elsewhere(concept: Concept, language: str) -> list[TermElsewhere]:
    mains = [(code, concept.main_term(code)) for code in codes() if code != language]
    return [
        TermElsewhere(code, autonym(code), direction(code), in_full(term), term.is_unconfirmed)
        for code, term in mains
        if term is not None
    ]


def preview_concept(request: HttpRequest, concept: Concept, language_code: str) -> HttpResponse:
    """Renders the concept's glossary entry in one language, or the reason why it has none."""
    with override(language_code):
        context = {
            "title": str(concept),
            "is_label": concept.scope == Concept.Scope.LABEL,
            "entry": entry_in(concept, language_code),
        }
        return render(request, "capacity/concept_preview.html", context)
