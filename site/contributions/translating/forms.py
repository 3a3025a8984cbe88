"""Forms and rows of the translators' screens; the fields of segments are read by their place."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from contributions.conference_registry import Conference
from contributions.models import ContributionTranslation, Kind, Step
from contributions.translating.checks import Results
from contributions.translating.memory import Match, matches
from contributions.translating.segments import Segment, read
from contributions.translating.worklist import ALL, WAITS
from core.languages.language_names import language_name
from terms import bilingual_terms
from terms.translation_check import in_full

MOST_SEGMENTS = 2000


class ListForm(forms.Form):
    """Filters of the list of translations; sent by GET."""

    language = forms.ChoiceField(label=_("Target language"), required=False)
    state = forms.ChoiceField(label=pgettext_lazy("label", "State"), required=False)
    conference = forms.ChoiceField(label=pgettext_lazy("label", "Conference"), required=False)

    def __init__(
        self, *args: Any, languages: list[str], conferences: list[Conference], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        states = [
            (WAITS, gettext("What is waiting")),
            ("untranslated", gettext("Not translated")),
            ("stale", gettext("Original changed")),
            *((step.value, step.label) for step in Step),
            (ALL, pgettext("no restriction in a filter", "All")),
        ]
        every = ("", pgettext("no restriction in a filter", "All"))
        self._offer("language", [(code, language_name(code)) for code in languages])
        self._offer("state", states)
        self._offer("conference", [every, *((str(c.key), c.title[:60]) for c in conferences)])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class KindForm(forms.Form):
    """Kind of the translation and its translator's name."""

    kind = forms.ChoiceField(label=_("Kind of translation"))
    translator_name = forms.CharField(
        label=_("Translated by"),
        max_length=150,
        required=False,
        help_text=_("Readers see it. A person or a body; empty for official translations."),
    )

    def __init__(self, *args: Any, may_be_official: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [Kind.COURTESY, Kind.OFFICIAL] if may_be_official else [Kind.COURTESY]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An official translation names nobody: the body itself speaks."""
        values = super().clean() or self.cleaned_data
        if values.get("kind") == Kind.OFFICIAL:
            values["translator_name"] = ""
        return values


def segments_in(data: QueryDict) -> list[Segment]:
    """Returns the segments in a form, each with the original that stood beside it."""
    found = []
    for place in range(MOST_SEGMENTS):
        source = data.get(f"source-{place}")
        if source is None:
            break
        target = data.get(f"target-{place}", "")
        former = data.get(f"former-{place}", "")
        lines = [
            text.replace("\r\n", "\n").replace("\r", "\n") for text in (source, target, former)
        ]
        found.append(Segment(lines[0], lines[1].strip(), lines[2]))
    return found


def version_of(translation: ContributionTranslation) -> str:
    """Returns a hash that changes with the translators' text, its step and the original."""
    stored = repr([(each.source, each.target) for each in read(translation.segments)])
    return hashlib.sha256(f"{translation.step}|{stored}".encode()).hexdigest()[:32]


# So many open segments get matches; each costs three queries.
SUGGESTED = 12


@dataclass(frozen=True)
class Row:
    """One segment on the screen; `place` is its number in the form."""

    place: int
    segment: Segment
    matches: list[Match]
    terms: list[tuple[str, str]]
    errors: list[str]
    warnings: list[str]

    @property
    def lines(self) -> int:
        """The height of its field."""
        return max(2, 1 + max(len(self.segment.source), len(self.segment.target)) // 60)


def rows(
    user: Any, translation: ContributionTranslation, segments: list[Segment], results: Results
) -> Iterator[Row]:
    """Yields the rows of the form, in order. Only the first open ones cost queries (SUGGESTED)."""
    source, target = translation.contribution.language, translation.language
    vocabulary = bilingual_terms.between(source, target)
    left = SUGGESTED
    for place, segment in enumerate(segments):
        is_open = not segment.target.strip() or segment.is_stale
        found = matches(user, segment, source, target) if is_open and left > 0 else []
        left -= is_open
        terms = []
        for match in vocabulary.source.find(segment.source):
            main = vocabulary.main_translation(match.entry.concept)
            if main is not None:
                terms.append((in_full(match.entry), in_full(main)))
        yield Row(
            place,
            segment,
            found,
            list(dict.fromkeys(terms)),
            results.errors.get(place, []),
            results.warnings.get(place, []),
        )
