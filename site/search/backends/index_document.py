"""The document that is indexed for a page."""

from dataclasses import dataclass

from search.models import SearchEntry
from search.tokenizer import words

# Far more than any page has, and within the limits of both databases.
MAX_INDEXED_WORDS = 40_000


@dataclass(frozen=True)
class Document:
    """The words of one page, in their order."""

    page_id: int
    language: str
    title: list[str]
    summary: list[str]
    body: list[str]

    @classmethod
    def of(cls, entry: SearchEntry) -> "Document":
        """Builds the document of an entry."""
        texts = (entry.title, entry.summary, entry.text)
        title, summary, body = (words(text)[:MAX_INDEXED_WORDS] for text in texts)
        return cls(entry.pk, entry.language, title, summary, body)

    @property
    def parts(self) -> list[list[str]]:
        """Title, summary and body, in order of weight."""
        return [self.title, self.summary, self.body]


def language_word(language: str) -> str:
    """A language code as one word, for example "langzhhans"."""
    return "lang" + "".join(words(language))
