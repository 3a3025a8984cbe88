"""The translation that a moderator reads beside a contribution in another language."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from contributions.markdown import as_html
from contributions.models import Contribution, ContributionTranslation, Kind
from contributions.reading.display import displayed_html
from contributions.translating import rights
from contributions.translating.segments import Segment, joined, read, sources_of
from contributions.translating.steps import machine_texts
from core.languages.language_names import language_name
from core.text.bidi_isolation import direction_of
from translation import machine


@dataclass(frozen=True)
class ForModerators:
    """One translation, finished or not; `label` says what it is."""

    language: str
    label: str
    state: str
    title: str
    html: str
    edit_url: str = ""

    @property
    def direction(self) -> str:
        """Return "rtl" or "ltr"."""
        return direction_of(self.language)

    @property
    def language_name(self) -> str:
        """Return the name of its language."""
        return language_name(self.language)


def translations_of(user: Any, contribution: Contribution) -> list[ForModerators]:
    """Every translation with any text, that into the moderator's language first."""
    own = get_language()
    rows = contribution.translations.order_by("language")
    found = [_row(user, contribution, row) for row in rows]
    return sorted((each for each in found if each.title), key=lambda each: each.language != own)


def _row(user: Any, contribution: Contribution, row: ContributionTranslation) -> ForModerators:
    title, text = joined(read(row.segments))
    may_edit = rights.may_translate(user, contribution, row.language)
    url = reverse("contributions:translation", args=[contribution.pk, row.language])
    return ForModerators(
        row.language,
        str(Kind(row.kind).label),
        row.get_step_display(),
        title,
        displayed_html(as_html(text), ""),
        url if may_edit else "",
    )


def languages_to_translate(user: Any, contribution: Contribution) -> list[tuple[str, str]]:
    """(address, language) of the translators' screens that the moderator may open."""
    return [
        (
            reverse("contributions:translation", args=[contribution.pk, language]),
            language_name(language),
        )
        for language in rights.area_of(user).languages
        if rights.may_translate(user, contribution, language)
    ]


def may_ask_the_engine(contribution: Contribution) -> bool:
    """Whether there is an engine, and a language to read the contribution in."""
    return machine.is_configured() and contribution.language != get_language()


def by_machine(contribution: Contribution) -> ForModerators:
    """What the engine makes of it, for this moderator now; kept nowhere. Raises NotPossibleError.

    So a post that waits leaves no text in the memory or in a draft.
    """
    language = get_language() or ""
    sources = sources_of(contribution)
    texts = machine_texts(sources, contribution.language, language)
    pairs = [Segment(source, text) for source, text in zip(sources, texts, strict=True)]
    title, text = joined(pairs)
    html = displayed_html(as_html(text), "")
    return ForModerators(language, str(Kind.MACHINE.label), "", title, html)
