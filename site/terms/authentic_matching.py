"""Finds the authentic texts that a segment quotes or resembles, in two languages."""

from dataclasses import dataclass

from django.core.cache import cache

from rapidfuzz import fuzz

from terms.models import AuthenticText, AuthenticWording
from terms.term_languages import codes, primary

CACHE_KEY = "terms.authentic_matching"
LIFETIME_SECONDS = 300
AT_LEAST = 85
"""Per cent; stricter than the translation memory, as few words make another provision."""
# A shorter text may be in a sentence by chance.
LONG_ENOUGH = 40


@dataclass(frozen=True)
class Provision:
    """One authentic text in a source and a target language."""

    name: str
    """ "Article 22(1), Cartagena Protocol on Biosafety"."""
    source: str
    target: str
    """Empty where there is no wording in that language."""


@dataclass(frozen=True)
class SimilarProvision:
    """A provision that a segment quotes or resembles, with the similarity in per cent."""

    provision: Provision
    percentage: int


def between(source_language: str, target_language: str) -> list[Provision]:
    """Returns all provisions that have a wording in the source language.

    They are cached for LIFETIME_SECONDS; otherwise they cost two queries.
    """
    source, target = primary(source_language), primary(target_language)
    key = _key(source, target)
    known: list[Provision] | None = cache.get(key)
    if known is None:
        known = _read(source, target)
        cache.set(key, known, LIFETIME_SECONDS)
    return known


def _read(source: str, target: str) -> list[Provision]:
    texts = AuthenticText.objects.filter(wordings__language=source)
    found = []
    for text in texts:
        own, other = text.wording_in(source), text.wording_in(target)
        if own is not None:
            found.append(Provision(str(text), _line(own), _line(other)))
    return found


def _line(wording: AuthenticWording | None) -> str:
    return " ".join(wording.text.split()) if wording else ""


def forget() -> None:
    """Clears the cached provisions of all pairs of languages."""
    every = codes()
    cache.delete_many([_key(source, target) for source in every for target in every])


def _key(source: str, target: str) -> str:
    return f"{CACHE_KEY}.{source}.{target}"


def resembling(text: str, source_language: str, target_language: str) -> list[SimilarProvision]:
    """Returns the provisions that a plain text quotes or resembles, most similar first."""
    segment = " ".join(text.split())
    found = [
        resemblance
        for provision in between(source_language, target_language)
        if (resemblance := _compare(segment, provision))
    ]
    return sorted(found, key=lambda each: (-each.percentage, each.provision.name))


def _compare(segment: str, provision: Provision) -> SimilarProvision | None:
    is_quoted = len(provision.source) >= LONG_ENOUGH and provision.source in segment
    # Per cent, or 0 where they differ too much.
    score = 100 if is_quoted else int(fuzz.ratio(segment, provision.source, score_cutoff=AT_LEAST))
    return SimilarProvision(provision, score) if score else None
