"""The official terms, for everybody."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail.search import index

from capacity.glossary import GlossaryEntry, by_letter, entries_in, matching
from core.models import BasePage

LONGEST_FILTER = 100


class GlossaryPage(BasePage):
    """The terms of the page's language from A to Z, generated from the terms in the admin."""

    parent_page_types = ["capacity.ProtocolPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    is_in_main_navigation = True
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`?q=` narrows the list down to terms that hold these words."""
        context = super().get_context(request, *args, **kwargs)
        asked = request.GET.get("q", "").replace("\x00", " ").strip()[:LONGEST_FILTER]
        letters = by_letter(matching(self.entries, asked))
        # Letters to jump to; none where the script has none.
        alphabet = [letter for letter in letters if letter.text]
        return {**context, "asked": asked, "letters": letters, "alphabet": alphabet}

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
