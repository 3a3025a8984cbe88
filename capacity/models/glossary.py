"""The official terms, for everybody."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail.search import index

from capacity.glossary import GlossaryEntry, Letter, by_letter, entries_in
from core.models import BasePage


class GlossaryPage(BasePage):
    """The terms of the page's language from A to Z, generated from the terms in the admin."""

    parent_page_types = ["capacity.ProtocolPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    icon = "list-ul"
    template_ids = r"(concept|letter)-.*"
    page_description = _("Lists the official terms in the page’s language, with the others.")
    search_fields = [*BasePage.search_fields, index.SearchField("terms_text")]

    class Meta:
        verbose_name = _("glossary page")
        verbose_name_plural = _("glossary pages")

    @cached_property
    def entries(self) -> list[GlossaryEntry]:
        return entries_in(self.locale.language_code)

    @property
    def letters(self) -> list[Letter]:
        return by_letter(self.entries)

    @property
    def alphabet(self) -> list[Letter]:
        """Letters to jump to; empty where the script has none."""
        return [letter for letter in self.letters if letter.text]

    @property
    def terms_text(self) -> list[str]:
        """What search finds the page by."""
        return [
            " ".join([entry.text, entry.abbreviation, *entry.also, entry.definition])
            for entry in self.entries
        ]

    def structured_data(self, url: str) -> dict[str, Any]:
        """schema.org's DefinedTermSet, without what is not known."""
        return {
            "@type": "DefinedTermSet",
            "@id": url,
            "name": self.heading,
            "inLanguage": self.locale.language_code,
            "hasDefinedTerm": [_defined_term(entry, url) for entry in self.entries],
        }


def _defined_term(entry: GlossaryEntry, url: str) -> dict[str, Any]:
    known = {"alternateName": entry.abbreviation, "description": entry.definition}
    return {
        "@type": "DefinedTerm",
        "@id": f"{url}#{entry.anchor}",
        "name": entry.text,
        "termCode": entry.key,
    } | {name: value for name, value in known.items() if value}
