"""The document that is indexed for a page or for a text of another source."""

from dataclasses import dataclass
from typing import Protocol

from search.tokenizer import words

# Far more than any page has, and within the limits of both databases.
MAX_INDEXED_WORDS = 40_000


class Indexed(Protocol):
    """What is indexed and shown of a page (a SearchEntry) or of another text."""

    @property
    def pk(self) -> int:
        """Its key in the index."""

    @property
    def language(self) -> str:
        """The code of its language."""

    @property
    def title(self) -> str:
        """Its title, which ranks first."""

    @property
    def summary(self) -> str:
        """What ranks before the text."""

    @property
    def text(self) -> str:
        """All else."""


@dataclass(frozen=True)
class Document:
    """The words of one page, in their order; `kind` is the name of another source than pages."""

    page_id: int
    language: str
    title: list[str]
    summary: list[str]
    body: list[str]
    kind: str = ""

    @classmethod
    def of(cls, entry: Indexed, kind: str = "") -> "Document":
        """Builds the document of an entry."""
        texts = (entry.title, entry.summary, entry.text)
        title, summary, body = (words(text)[:MAX_INDEXED_WORDS] for text in texts)
        return cls(entry.pk, entry.language, title, summary, body, kind)

    @property
    def parts(self) -> list[list[str]]:
        """Title, summary and body, in order of weight."""
        return [self.title, self.summary, self.body]


def language_word(language: str, kind: str = "") -> str:
    """A language code as one word, for example "langzhhans"; with the kind of text, if any.

    The kind in the word keeps other texts out of searches for pages, and the other way round.
    """
    return "lang" + "".join(words(language)) + kind
