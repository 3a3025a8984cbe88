"""What an import would change: a dry run that writes nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from wagtail_localize.models import Translation

from translation.checks.problems import Problem
from translation.checks.registry import problems_of
from translation.checks.translation_segments import Segment, segments_of
from translation.files.file_permissions import why_not
from translation.files.po_import import Entry, ReadFile
from translation.files.upload_reader import Outcome, Refusal
from translation.models import State


class Kind(Enum):
    NEW = "new"
    CHANGED = "changed"
    DRAFT = "draft"
    DOUBTFUL = "doubtful"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    REFUSED = "refused"

    @property
    def label(self) -> Any:
        return LABELS[self]


LABELS = {
    Kind.NEW: _("New"),
    Kind.CHANGED: _("Changed"),
    Kind.DRAFT: _("Doubtful (fuzzy): becomes a draft"),
    Kind.DOUBTFUL: _("Doubtful (fuzzy): left out, as there is a translation"),
    Kind.UNCHANGED: _("Unchanged"),
    Kind.EMPTY: _("Not translated"),
    Kind.UNKNOWN: _("Not a text of the page (any more)"),
    Kind.REFUSED: _("Refused by the checks"),
}
WRITTEN = (Kind.NEW, Kind.CHANGED, Kind.DRAFT)


@dataclass(frozen=True)
class Change:
    entry: Entry
    kind: Kind
    before: str = ""
    segment: Segment | None = None
    problems: tuple[Problem, ...] = ()


@dataclass
class Plan:
    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    translations: dict[UUID, Translation] = field(default_factory=dict)

    @cached_property
    def counts(self) -> list[tuple[Any, int]]:
        found = Counter(change.kind for change in self.changes)
        return [(kind.label, found[kind]) for kind in Kind if found[kind]]

    @property
    def to_write(self) -> list[Change]:
        return [change for change in self.changes if change.kind in WRITTEN]

    @property
    def shown(self) -> list[Change]:
        """What a reader must see: everything but what stays as it is."""
        quiet = (Kind.UNCHANGED, Kind.EMPTY)
        return [change for change in self.changes if change.kind not in quiet]


def plan(outcomes: Iterable[Outcome], user: Any, only: Translation | None = None) -> Plan:
    """What these files would do to what is stored now; `only`: to this one translation."""
    read = list(outcomes)
    files = [outcome for outcome in read if isinstance(outcome, ReadFile)]
    result = Plan(refusals=[outcome for outcome in read if isinstance(outcome, Refusal)])
    result.translations = _translations(files)
    reasons = {uuid: why_not(user, found) for uuid, found in result.translations.items()}
    accepted = []
    for file in files:
        reason = _refused(file, result.translations, reasons, only)
        if reason:
            result.refusals.append(Refusal(file.name, reason))
        else:
            accepted.append(file)
    result.changes = list(_changes(accepted, result.translations))
    return result


def _translations(files: list[ReadFile]) -> dict[UUID, Translation]:
    uuids = {entry.translation for file in files for entry in file.entries}
    found = Translation.objects.filter(uuid__in=uuids, enabled=True).select_related(
        "source__specific_content_type", "source__locale", "target_locale"
    )
    return {translation.uuid: translation for translation in found}


def _refused(
    file: ReadFile,
    translations: dict[UUID, Translation],
    reasons: dict[UUID, str],
    only: Translation | None,
) -> str:
    """Why the whole file is refused, or ""."""
    uuids = {entry.translation for entry in file.entries}
    if only is not None and uuids != {only.uuid}:
        return str(_("The file was made for another translation."))
    if not uuids <= translations.keys():
        return str(_("The file is of another site, or of a translation that is there no more."))
    languages = {translations[uuid].target_locale.language_code for uuid in uuids}
    if not all(_is_in(file.language, language) for language in languages):
        message = str(_("The file says it is in “%(language)s”; its pages are in “%(pages)s”."))
        return message % {"language": file.language, "pages": ", ".join(sorted(languages))}
    return next((reasons[uuid] for uuid in uuids if reasons[uuid]), "")


def _is_in(stated: str, language: str) -> bool:
    """Whether a file "in fr-CA" may be taken for one in the site's "fr"."""
    return stated == language or stated.startswith(f"{language}-")


def _changes(files: list[ReadFile], translations: dict[UUID, Translation]) -> Iterator[Change]:
    pks = {found.pk: uuid for uuid, found in translations.items()}
    segments = segments_of(Translation.objects.filter(pk__in=pks)) if files else iter(())
    known = {(pks[item.translation_id], item.path, item.text.source): item for item in segments}
    seen: dict[tuple[UUID, str, str], Entry] = {}
    for file in files:
        for entry in file.entries:
            seen[entry.translation, entry.path, entry.original] = entry
    for place, entry in seen.items():
        yield _change(entry, known.get(place))


def _change(entry: Entry, segment: Segment | None) -> Change:
    if segment is None:
        return Change(entry, Kind.UNKNOWN)
    before = segment.text.target
    if not entry.text.strip():
        return Change(entry, Kind.EMPTY, before, segment)
    if entry.text == before and (entry.is_fuzzy or not _is_unconfirmed(segment)):
        return Change(entry, Kind.UNCHANGED, before, segment)
    text = replace(segment.text, target=entry.text, is_doubtful=False)
    problems = tuple(problems_of(text))
    if any(problem.is_error for problem in problems):
        return Change(entry, Kind.REFUSED, before, segment, problems)
    return Change(entry, _kind(entry, segment), before, segment, problems)


def _is_unconfirmed(segment: Segment) -> bool:
    """Whether the file says something new that leaves the mark "fuzzy" out."""
    return segment.text.is_doubtful or segment.state == State.STALE


def _kind(entry: Entry, segment: Segment) -> Kind:
    """A doubtful text never takes the place of an approved one."""
    before = segment.text.target
    if not entry.is_fuzzy:
        return Kind.CHANGED if before else Kind.NEW
    return Kind.DRAFT if not before or segment.is_open else Kind.DOUBTFUL
