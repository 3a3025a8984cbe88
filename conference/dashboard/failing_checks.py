"""Recently changed translations whose checks report errors, cached until they change again."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language_info, ngettext

from wagtail_localize.models import Translation

from translation.checks import translation_querysets
from translation.checks.edit_urls import edit_urls
from translation.checks.translation_segments import segments_of
from translation.models import State

# Checking takes time for each sentence; the report has all translations.
CHECKED = 20
KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Failing:
    """A translation with errors: its title, its edit URL and a sentence about the errors."""

    title: str
    url: str
    note: str


@dataclass(frozen=True)
class _Errors:
    """What is kept of one translation."""

    number: int
    title: str = ""
    language: str = ""
    url: str = ""


def failing(user: Any) -> list[Failing]:
    """Translations that the user may edit, the one changed last first."""
    mine = translation_querysets.visible_to(user).exclude(parity__isnull=True)
    latest = mine.exclude(parity__state=State.UNTRANSLATED).order_by("-parity__changed_at", "pk")
    names = {
        pk: f"checks-that-fail:{pk}:{changed.timestamp()}"
        for pk, changed in latest.values_list("pk", "parity__changed_at")[:CHECKED]
    }
    kept: dict[str, _Errors] = cache.get_many(names.values())
    unknown = [pk for pk, name in names.items() if name not in kept]
    if unknown:
        found = _errors_of(unknown)
        new = {names[pk]: found.get(pk, _Errors(0)) for pk in unknown}
        cache.set_many(new, KEPT_SECONDS)
        kept |= new
    return [_failing(kept[name]) for name in names.values() if kept[name].number]


def _errors_of(translations: list[int]) -> dict[int, _Errors]:
    """By translation; a handful of queries for any number of them."""
    wrong = [
        (segment, sum(problem.is_error for problem in segment.problems))
        for segment in segments_of(Translation.objects.filter(pk__in=translations))
    ]
    wrong = [(segment, number) for segment, number in wrong if number]
    urls = edit_urls(segment for segment, _number in wrong)
    found: dict[int, _Errors] = {}
    for segment, number in wrong:
        before = found.get(segment.translation_id, _Errors(0)).number
        url = urls.get((segment.key, segment.locale_id), "")
        found[segment.translation_id] = _Errors(
            before + number, segment.title, segment.text.target_language, url
        )
    return found


def _failing(errors: _Errors) -> Failing:
    count = ngettext("%(count)d error", "%(count)d errors", errors.number)
    language = get_language_info(errors.language)["name_translated"]
    return Failing(errors.title, errors.url, f"{language}, {count % {'count': errors.number}}")
