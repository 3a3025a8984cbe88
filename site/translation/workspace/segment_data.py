"""Loads the data of segments for the workspace, with a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import (
    CharField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from wagtail.models import Page, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translation import machine, upstream
from translation.checks import set_aside_problems
from translation.checks.problems import Problem
from translation.checks.translation_segments import Segment, row_of, segments_in
from translation.models import MachineSuggestion, SegmentRecord
from translation.models.segments import last_step
from translation.permissions import draft_visibility
from translation.workspace import numbered_tags

RELATED = (
    "entry__last_translated_by__wagtail_userprofile",
    "context",
    "string",
    "predecessor__string",
    "approved_by__wagtail_userprofile",
    "translation__target_locale",
    "translation__source__locale",
    "translation__progress",
)


_NO_TEXT = Value("", output_field=TextField())


@dataclass
class Item:
    """One segment with the data that the workspace displays."""

    record: SegmentRecord
    checked: Segment
    """The segment with its texts and problems."""
    entry: StringTranslation | None
    page: Any
    """The page in the target language; None for a snippet."""

    @property
    def translation(self) -> Translation:
        """The segment's translation object."""
        return self.record.translation

    @cached_property
    def target(self) -> Any:
        """The translated page or snippet; None if it was deleted."""
        return self.page or upstream.target_of(self.translation)

    @property
    def translated(self) -> str:
        """The stored HTML, with or without errors."""
        return str(self.entry.data) if self.entry else ""

    @property
    def problems(self) -> list[Problem]:
        """The problems of the stored text."""
        return self.checked.problems if self.translated else []

    def with_target(self, html: str) -> Segment:
        """Returns a segment with another translation to check, ignoring dismissed errors."""
        text = replace(self.checked.text, target=html, is_doubtful=False)
        return replace(self.checked, text=text, aside=frozenset())

    def remembering(self, html: str | None = None) -> Segment:
        """As `with_target`, with dismissed errors; one query."""
        checked = self.with_target(self.translated if html is None else html)
        known = set_aside_problems.known_for([checked.text])
        aside = known.get(set_aside_problems.pair_of(checked.text), frozenset())
        return replace(checked, aside=aside)

    @cached_property
    def codes(self) -> numbered_tags.Codes:
        """The placeholders of the original."""
        codes = numbered_tags.Codes()
        numbered_tags.from_html(self.record.string.data, codes, is_source=True)
        return codes

    @cached_property
    def source(self) -> str:
        """The original with numbered tags."""
        return numbered_tags.from_html(
            self.record.string.data, numbered_tags.Codes(), is_source=True
        )

    @cached_property
    def old_source(self) -> str:
        """The previous original with numbered tags; empty if unchanged."""
        return numbered_tags.from_html(
            self.record.old_source, numbered_tags.Codes(), is_source=True
        )

    def text(self, html: str) -> str:
        """Returns a translation with the original's placeholders."""
        return numbered_tags.from_html(html, self.codes)


def found(records: QuerySet[SegmentRecord]) -> list[SegmentRecord]:
    """Returns the records with related data, `entry` and the latest event, in one query."""
    segment = StringSegment.objects.filter(
        source=OuterRef("translation__source"),
        context=OuterRef("context"),
        string=OuterRef("string"),
    ).order_by("order")
    entry = FilteredRelation(
        "string__translations",
        condition=Q(
            string__translations__context=F("context"),
            string__translations__locale=F("translation__target_locale"),
        ),
    )
    rows: list[Any] = list(
        records.annotate(entry=entry)
        .select_related(*RELATED)
        .annotate(
            segment_id=Subquery(segment.values("pk")[:1]),
            attrs=Subquery(segment.values("attrs")[:1]),
            step=last_step("kind"),
            step_text=last_step("text"),
            step_comment=last_step("comment"),
            step_by=last_step("by"),
            machine_html=_machine_suggestion(),
        )
    )
    for row in rows:
        # Django leaves the attribute out where the relation has no row.
        row.entry = getattr(row, "entry", None)
    return rows


def _machine_suggestion() -> Any:
    """Returns an expression for the stored suggestion of a machine, where there is an engine."""
    if not machine.is_configured():
        return _NO_TEXT
    stored = MachineSuggestion.objects.filter(
        string=OuterRef("string"), locale=OuterRef("translation__target_locale")
    )
    return Coalesce(Subquery(stored.values("html")[:1]), _NO_TEXT)


def items_of(records: Sequence[Any], *, with_aside: bool = True, user: Any = None) -> list[Item]:
    """Returns the items of records from `found`: one query, and two more for the checks.

    Without `with_aside`, dismissed errors are not loaded; link targets always are. With `user`,
    checking that user's permissions on the pages takes one query less.
    """
    pages = _pages((record.translation for record in records), user)
    rows = [
        row_of(
            record.translation,
            record,
            record.entry,
            segment_id=record.segment_id or 0,
            attrs=record.attrs,
            state=record.state,
        )
        for record in records
    ]
    return [
        Item(
            record,
            checked,
            record.entry,
            pages.get((record.translation.source.object_id, record.translation.target_locale_id)),
        )
        for record, checked in zip(records, segments_in(rows, with_aside=with_aside), strict=True)
    ]


def _pages(translations: Iterable[Translation], user: Any) -> dict[tuple[Any, int], Any]:
    places = {(each.source.object_id, each.target_locale_id) for each in translations}
    condition = Q(pk=None)
    for locale_id in {locale_id for _key, locale_id in places}:
        keys = [key for key, locale in places if locale == locale_id]
        condition |= Q(translation_key__in=keys, locale_id=locale_id)
    pages = Page.objects.filter(condition).select_related("locale", "locked_by")
    pages = pages.annotate_approved_schedule().annotate(is_in_review=_is_in_review())
    loaded = pages if user is None else draft_visibility.with_withheld(user, pages)
    return {(page.translation_key, page.locale_id): _at_hand(page) for page in loaded}


def _is_in_review() -> Exists:
    key = Cast(OuterRef("pk"), CharField())
    states = WorkflowState.objects.active().filter(base_content_type__model="page")
    return Exists(states.annotate(key=key).filter(object_id=F("key")))


def _at_hand(page: Any) -> Any:
    """Sets the page's workflow state, so that Wagtail does not query it for each page."""
    if not page.is_in_review:
        page._current_workflow_states = []
    return page


def version_of(entry: StringTranslation | None) -> str:
    """Returns a version id of a stored text, for detecting concurrent changes."""
    if entry is None:
        return ""
    return f"{entry.pk}.{entry.updated_at.isoformat()}"
