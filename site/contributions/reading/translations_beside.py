"""The translations of one contribution beside its original, on its own page."""

from dataclasses import dataclass

from django.utils.translation import get_language

from contributions.reading.entries import Entry
from contributions.reading.page_chrome import ChromeBelowPage
from contributions.reading.translations import Shown, of_each


@dataclass(frozen=True)
class OtherLanguage:
    """A translation into a language that is not the reader's; `url` is its page, or empty."""

    shown: Shown
    url: str


@dataclass(frozen=True)
class TranslationsBeside:
    """The translation into the reader's language as a whole, of all others the labels."""

    own: Shown | None
    others: list[OtherLanguage]

    @property
    def every(self) -> list[Shown]:
        """Return all of them, the reader's first."""
        own = [self.own] if self.own else []
        return own + [other.shown for other in self.others]

    @classmethod
    def of(cls, entry: Entry, chrome: ChromeBelowPage) -> "TranslationsBeside":
        """Of a contribution that stands alone on its page; one query."""
        contribution = entry.contribution
        rows = of_each([contribution]).get(contribution.pk, [])
        shown = [Shown(row, entry.session.url, entry.query) for row in rows]
        urls = {link.code: link.url for link in chrome.languages}
        own = next((each for each in shown if each.language == get_language()), None)
        others = [
            OtherLanguage(each, urls.get(each.language, "")) for each in shown if each is not own
        ]
        return cls(own, others)
