"""Columns of the admin's list of terms: one for each language of the site."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from wagtail.admin.ui.tables import Column

from core.text.phrases import with_addition
from terms.models import Concept, Term
from terms.term_languages import autonym, direction, site_codes


def language_columns() -> list[Column]:
    """Returns a column for each language of the site but the first, which titles the row."""
    return [
        Column(f"terms_{code}", label=capfirst(autonym(code)), accessor=TermAccessor(code))
        for code in site_codes()[1:]
    ]


class TermAccessor:
    """Column accessor: a concept's main term in one language, with its status."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, concept: Concept) -> SafeString | str:
        """Returns the HTML of the cell; “–” where the concept has no term in the language."""
        term = concept.main_term(self.language)
        if term is None:
            return "–"
        values: dict[str, Any] = {
            "language": self.language,
            "direction": direction(self.language),
            "term": in_full(term),
            "status": status_text(term),
        }
        shape = '<span lang="{language}" dir="{direction}">{term}</span>'
        return format_html(shape + ' <span class="w-status">{status}</span>', **values)


def in_full(term: Term) -> str:
    """Returns the term with its abbreviation in brackets, if it has one."""
    return str(with_addition(term.text, term.abbreviation)) if term.abbreviation else term.text


def status_text(term: Term) -> str:
    """Returns the translated status of a term, or “not confirmed”."""
    if term.is_unconfirmed:
        return gettext("not confirmed")
    return str(term.get_status_display())
