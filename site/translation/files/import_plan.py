"""Computes what an import would change, without writing anything (dry run)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Any, cast
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_localize.models import Translation

from core.text.text_joining import listed
from translation.checks.problems import Problem
from translation.checks.registry import problems_of
from translation.checks.translation_segments import Segment, segments_of
from translation.file_language_codes import locale_code
from translation.files.file_entries import AmbiguousError, Entry, ReadFile, SegmentLookup
from translation.files.file_permissions import exportable_by, why_not
from translation.files.upload_reader import Outcome, Refusal
from translation.inline_codes import normal


class Kind(Enum):
    """Kind of change that an entry of a file causes."""

    NEW = "new"
    CHANGED = "changed"
    DRAFT = "draft"
    DOUBTFUL = "doubtful"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    REFUSED = "refused"

    @property
    def label(self) -> Any:
        """The translated label of the kind."""
        return LABELS[self]


LABELS = {
    Kind.NEW: pgettext_lazy("texts in a file", "New"),
    Kind.CHANGED: pgettext_lazy("texts in a file", "Changed"),
    Kind.DRAFT: _("Doubtful (fuzzy): becomes a draft"),
    Kind.DOUBTFUL: _("Doubtful (fuzzy): left out, as there is a translation"),
    Kind.UNCHANGED: pgettext_lazy("texts in a file", "Unchanged"),
    Kind.EMPTY: _("Not translated"),
    Kind.UNKNOWN: _("Not, or no longer, a text of the page"),
    Kind.AMBIGUOUS: _("Left out: stands in several places, and the file does not say which"),
    Kind.REFUSED: _("Refused by the checks"),
}
WRITTEN = (Kind.NEW, Kind.CHANGED, Kind.DRAFT)


@dataclass(frozen=True)
class Change:
    """What one entry of a file changes."""

    entry: Entry
    kind: Kind
    before: str = ""
    segment: Segment | None = None
    problems: tuple[Problem, ...] = ()


@dataclass
class Plan:
    """All changes of an import, with the refused files."""

    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    translations: dict[UUID, Translation] = field(default_factory=dict)
    missing: int = 0
    """The number of exported texts missing from the files; they stay unchanged."""

    def translation_of(self, change: Change) -> Translation:
        """Returns the translation of a change that is written. Raises KeyError for others."""
        return self.translations[cast(UUID, change.entry.translation)]

    @cached_property
    def counts(self) -> list[tuple[Any, int]]:
        """Returns label and number of changes for each kind that occurs."""
        found = Counter(change.kind for change in self.changes)
        return [(kind.label, found[kind]) for kind in Kind if found[kind]]

    @property
    def to_write(self) -> list[Change]:
        """Returns the changes that are stored on confirmation."""
        return [change for change in self.changes if change.kind in WRITTEN]

    @property
    def shown(self) -> list[Change]:
        """Returns the changes to display: all except unchanged texts."""
        quiet = (Kind.UNCHANGED, Kind.EMPTY)
        return [change for change in self.changes if change.kind not in quiet]


def plan(outcomes: Iterable[Outcome], user: Any, only: Translation | None = None) -> Plan:
    """Compares the files with the stored translations; `only` limits it to one translation.

    Pages that the user may not change now are left out; the rest of the file is imported.
    """
    read = list(outcomes)
    result = Plan(refusals=[outcome for outcome in read if isinstance(outcome, Refusal)])
    files = [outcome for outcome in read if isinstance(outcome, ReadFile)]
    result.translations = _translations(files, user)
    reasons = {uuid: why_not(user, found) for uuid, found in result.translations.items()}
    accepted = []
    for file in files:
        reason = _refused(file, result.translations, only)
        if reason:
            result.refusals.append(Refusal(file.name, reason))
            continue
        accepted.append(file)
        left_out = {reasons[uuid] for uuid in _named(file) if reasons.get(uuid)}
        result.refusals += [Refusal(file.name, said) for said in sorted(left_out)]
    for uuid, reason in reasons.items():
        if reason:
            del result.translations[uuid]
    result.missing = sum(file.missing for file in accepted)
    result.changes = list(_changes(accepted, result.translations, reasons))
    return result


def _named(file: ReadFile) -> set[UUID]:
    return {entry.translation for entry in file.entries if entry.translation is not None}


def _translations(files: list[ReadFile], user: Any) -> dict[UUID, Translation]:
    """Returns the translations named in the files, or all editable ones of a file's language."""
    uuids = {uuid for file in files for uuid in _named(file)}
    wanted = Translation.objects.filter(uuid__in=uuids, enabled=True)
    languages = {locale_code(file.language) for file in files if not _named(file)} - {""}
    if languages:
        theirs = exportable_by(user).filter(target_locale__language_code__in=languages)
        wanted = Translation.objects.filter(
            Q(pk__in=wanted.values("pk")) | Q(pk__in=theirs.values("pk"))
        )
    found = wanted.select_related(
        "source__specific_content_type", "source__locale", "target_locale"
    )
    return {translation.uuid: translation for translation in found}


def _refused(
    file: ReadFile, translations: dict[UUID, Translation], only: Translation | None
) -> str:
    named = _named(file)
    if only is not None and named and named != {only.uuid}:
        return str(_("The file was made for another translation."))
    known = named & translations.keys()
    if (named and not known) or not translations:
        return str(_("The file is from another site, or of a translation that no longer exists."))
    languages = {translations[uuid].target_locale.language_code for uuid in known}
    if not languages <= {locale_code(file.language)}:
        message = str(_("The file says it is in “%(language)s”; its pages are in “%(pages)s”."))
        return message % {"language": file.language, "pages": listed(sorted(languages))}
    return ""


def _changes(
    files: list[ReadFile], translations: dict[UUID, Translation], reasons: dict[UUID, str]
) -> Iterator[Change]:
    uuids = {found.pk: uuid for uuid, found in translations.items()}
    segments = segments_of(Translation.objects.filter(pk__in=uuids)) if files else iter(())
    finder = SegmentLookup(segments, uuids)
    seen: dict[tuple[Any, ...], Entry] = {}
    for file in files:
        for entry in file.entries:
            if not (entry.translation and reasons.get(entry.translation)):
                key = entry.translation, entry.path, entry.original, entry.unit
                seen[key] = entry
    for entry in seen.values():
        yield _found(entry, finder, uuids)


def _found(entry: Entry, finder: SegmentLookup, uuids: dict[int, UUID]) -> Change:
    """Returns the change of an entry, as compared with the site's own export."""
    try:
        segment = finder.find(entry)
    except AmbiguousError:
        return Change(entry, Kind.AMBIGUOUS)
    if segment is None:
        return Change(entry, Kind.UNKNOWN)
    text = segment.text.target if _is_same(entry, segment) else entry.text
    own = replace(
        entry,
        translation=uuids[segment.translation_id],
        path=segment.path,
        original=segment.text.source,
        text=text,
    )
    return _change(own, segment)


def _is_same(entry: Entry, segment: Segment) -> bool:
    """Whether the texts are equal; for XLIFF, equal in structure rather than in HTML spelling."""
    return bool(entry.unit) and normal(entry.text) == normal(segment.text.target)


def _change(entry: Entry, segment: Segment) -> Change:
    before = segment.text.target
    if not entry.text.strip():
        return Change(entry, Kind.EMPTY, before, segment)
    is_left = entry.is_fuzzy or entry.is_untouched or not segment.is_doubtful
    if entry.text == before and is_left:
        return Change(entry, Kind.UNCHANGED, before, segment)
    text = replace(segment.text, target=entry.text, is_doubtful=False)
    problems = tuple(problems_of(text))
    if any(problem.is_error for problem in problems):
        return Change(entry, Kind.REFUSED, before, segment, problems)
    return Change(entry, _kind(entry, segment), before, segment, problems)


def _kind(entry: Entry, segment: Segment) -> Kind:
    """Returns the kind of change; a fuzzy text never replaces an approved one."""
    before = segment.text.target
    if not entry.is_fuzzy:
        return Kind.CHANGED if before else Kind.NEW
    return Kind.DRAFT if not before or segment.is_open else Kind.DOUBTFUL
