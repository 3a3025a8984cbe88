"""What the index knows of a page."""

from dataclasses import dataclass

from search.models import SearchEntry
from search.tokenizer import words

# Far more than any page has; the databases have limits, too.
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
        texts = (entry.title, entry.summary, entry.text)
        title, summary, body = (words(text)[:MAX_INDEXED_WORDS] for text in texts)
        return cls(entry.pk, entry.language, title, summary, body)

    @property
    def parts(self) -> list[list[str]]:
        return [self.title, self.summary, self.body]


def language_word(language: str) -> str:
    """One word for a language code, for example "langzhhans"."""
    return "lang" + "".join(words(language))
