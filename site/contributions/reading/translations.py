"""Published translations as readers see them: each with a label that says whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext

from contributions.models import Contribution, ContributionTranslation, Kind
from contributions.reading.display import displayed_html
from core.languages.language_names import language_name
from core.text.bidi_isolation import direction_of

ARGUMENT = "translations"
QUERY = f"{ARGUMENT}=1"
"""What a reader chooses once, and links keep."""


@dataclass(frozen=True)
class Shown:
    """A published translation in a list, or beside its original."""

    translation: ContributionTranslation
    session_url: str
    query: str = ""

    @property
    def language(self) -> str:
        """Return the code of its language."""
        return self.translation.language

    @property
    def direction(self) -> str:
        """Return "rtl" or "ltr", for the `dir` attribute."""
        return direction_of(self.language)

    @property
    def html(self) -> SafeString:
        """Return the translated text as safe HTML, with numbers as links."""
        return displayed_html(self.translation.published_html, self.session_url, self.query)

    def shortened(self, characters: int) -> SafeString:
        """As `html`, cut after so many characters of text."""
        html = Truncator(self.translation.published_html).chars(characters, html=True)
        return displayed_html(html, self.session_url, self.query)

    @property
    def label(self) -> str:
        """Whose translation it is, in the reader's language."""
        return label_of(self.translation)

    @property
    def language_name(self) -> str:
        """Return the name of its language in the reader's language."""
        return language_name(self.language)


def label_of(translation: ContributionTranslation) -> str:
    """Whose translation it is: official, by whom as a courtesy, or by a machine."""
    kind, name = translation.published_kind, translation.published_name
    if kind == Kind.COURTESY and name:
        return gettext("Courtesy translation by %(name)s") % {"name": name}
    return str(Kind(kind).label)


def outdated_sentence() -> str:
    """What readers are told of a translation whose original was edited since."""
    return gettext("The original was edited after this translation was made.")


def into_language(
    contributions: Iterable[Contribution], language: str | None = None
) -> dict[int, ContributionTranslation]:
    """Contribution → its translation into a language (the reader's); one query for all."""
    wanted = language or get_language() or ""
    keys = [row.pk for row in contributions if row.language != wanted and row.is_published]
    if not keys:
        return {}
    found = ContributionTranslation.objects.shown().filter(language=wanted, contribution__in=keys)
    return {each.contribution_id: each for each in found}


def of_each(contributions: Iterable[Contribution]) -> dict[int, list[ContributionTranslation]]:
    """Contribution → its translations into every language; one query for all."""
    keys = [row.pk for row in contributions if row.is_published]
    found: dict[int, list[ContributionTranslation]] = {}
    if keys:
        shown = ContributionTranslation.objects.shown()
        rows: Any = shown.filter(contribution__in=keys).order_by("language")
        for each in rows:
            found.setdefault(each.contribution_id, []).append(each)
    return found


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
    def of(
        cls, contribution: Contribution, session_url: str, query: str, urls: dict[str, str]
    ) -> "TranslationsBeside":
        """Of a contribution alone on its page, which has `urls` by language code; one query."""
        rows = of_each([contribution]).get(contribution.pk, [])
        shown = [Shown(row, session_url, query) for row in rows]
        own = next((each for each in shown if each.language == get_language()), None)
        others = [
            OtherLanguage(each, urls.get(each.language, "")) for each in shown if each is not own
        ]
        return cls(own, others)
