"""Keys of translations in the search index, where contributions and they share one space of keys.

A contribution has its own primary key; a translation has its primary key above `FIRST_KEY`.
"""

from collections.abc import Iterable

from contributions.models import ContributionTranslation
from contributions.models.translation import TranslationQuerySet

FIRST_KEY = 1 << 40


def key_of(row: ContributionTranslation) -> int:
    """The key of a translation in the index."""
    return FIRST_KEY + row.pk


def keys_of(contributions: Iterable[int]) -> list[int]:
    """The keys of all translations of these contributions."""
    found = ContributionTranslation.objects.filter(contribution__in=list(contributions))
    return [FIRST_KEY + pk for pk in found.values_list("pk", flat=True)]


def published(keys: Iterable[int] | None = None) -> TranslationQuerySet:
    """The published translations with their originals; of these keys, or all."""
    rows = ContributionTranslation.objects.shown().select_related("contribution")
    if keys is None:
        return rows
    return rows.filter(pk__in=[key - FIRST_KEY for key in keys if key >= FIRST_KEY])


def rows_of(keys: Iterable[int]) -> dict[int, ContributionTranslation]:
    """Key → published translation; without a query where no key is of a translation."""
    wanted = [key for key in keys if key >= FIRST_KEY]
    return {key_of(row): row for row in published(wanted)} if wanted else {}


def originals_of(keys: Iterable[int], language: str) -> dict[int, int]:
    """Key → contribution, of the published translations into a language."""
    wanted = [key for key in keys if key >= FIRST_KEY]
    if not wanted:
        return {}
    found = published(wanted).filter(language=language).values_list("pk", "contribution_id")
    return {FIRST_KEY + pk: contribution for pk, contribution in found}
