"""Suggestions for a segment: from the memory, a machine, and for its repetitions elsewhere.

Those of the memory are limited to pages the user may read.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, QueryDict
from django.views.decorators.http import require_POST

from wagtail.models import Page

from core.bulk_string_signals import bulk_write
from terms import bilingual_terms
from terms.term_positions import spans
from translation import machine, memory, translation_querysets
from translation.memory.store import page_type_of
from translation.models import MachineSuggestion, SegmentRecord, State
from translation.models.segments import TO_TRANSLATE
from translation.permissions.draft_visibility import closed_keys
from translation.sync import segment_states
from translation.upstream.write_localize_tables import store_at
from translation.workspace import numbered_tags, save_segment, segment_json
from translation.workspace.segment_data import Item
from translation.workspace.segment_json import for_script


def repetitions_of(record: SegmentRecord) -> QuerySet[SegmentRecord]:
    """Returns the other current, unapproved segments with the same original and language.

    The caller must check the user's permissions on their pages.
    """
    return (
        SegmentRecord.objects.filter(
            is_current=True,
            string_id=record.string_id,
            translation__target_locale_id=record.translation.target_locale_id,
            translation__enabled=True,
        )
        .exclude(pk=record.pk)
        .exclude(state=State.APPROVED)
        .select_related("translation__source", "translation__target_locale", "context")
        .order_by("pk")
    )


@transaction.atomic
def apply_to_repetitions(
    record: SegmentRecord, text: str, user: Any, *, among: QuerySet[SegmentRecord] | None = None
) -> int:
    """Stores `text` as a draft for all equal segments, or those in `among`.

    Returns the number of segments.
    """
    repeated = list(repetitions_of(record) if among is None else among)
    for each in repeated:
        with bulk_write():
            entry = store_at(each.translation, each.context_id, each.string_id, text, user, "")
        segment_states.note_entries(each.translation, [entry])
    return len(repeated)


Value = dict[str, Any]
MATCHES, HITS = 5, 20


def matches(user: Any, item: Item) -> list[Value]:
    """Returns the best matches, without those from unreadable pages."""
    text, context = item.checked.text, item.record.context
    found = memory.find_matches(
        text.source,
        text.source_language,
        text.target_language,
        context=memory.Context(page_type_of(item.translation), context.field_path or context.path),
        limit=MATCHES,
    )
    closed = closed_keys(user)
    return [
        {
            "percentage": match.percentage,
            "isContext": match.is_context,
            "source": match.source,
            "diff": segment_json.changes(match.source, text.source_plain),
            "text": item.text(match.suggestion),
            "title": match.page_title,
            "at": segment_json.when(match.approved_at),
        }
        for match in found
        if match.page_key not in closed
    ]


def hits(user: Any, query: QueryDict) -> list[Value]:
    """Returns concordance hits for the query parameters."""
    found = memory.concordance(
        query.get("q", "").replace("\0", "")[:200],
        query.get("from", "en"),
        query.get("language", ""),
        in_target=query.get("in") == "target",
        limit=HITS,
    )
    closed = closed_keys(user)
    return [
        {
            "source": hit.source,
            "text": hit.target,
            "title": hit.page_title,
            "at": segment_json.when(hit.approved_at),
        }
        for hit in found
        if hit.page_key not in closed
    ]


def repetitions(user: Any, item: Item) -> QuerySet[SegmentRecord]:
    """Returns equal untranslated segments on pages the user may edit now."""
    mine = translation_querysets.visible_to(user).order_by()
    locked = Page.objects.filter(
        translation_key=OuterRef("translation__source__object_id"),
        locale_id=OuterRef("translation__target_locale_id"),
        locked=True,
    )
    found = repetitions_of(item.record).filter(
        state__in=TO_TRANSLATE, translation__in=mine.values("pk")
    )
    return found.filter(~Exists(locked))


@require_POST
@for_script
def ask(request: HttpRequest, record_id: int) -> dict[str, Any]:
    """Returns a new suggestion for the segment, or why there is none.

    It is stored as a suggestion only: the translation is what a translator saves.
    """
    item = save_segment.open_to_change(request.user, record_id)
    try:
        html = _suggest(item)
    except machine.MachineError as error:
        return {"machine": None, "failure": str(error)}
    if html:
        MachineSuggestion.objects.update_or_create(
            string=item.record.string,
            locale=item.translation.target_locale,
            defaults={"html": html},
        )
    return {"machine": segment_json.machine_suggestion(item, html), "failure": ""}


def _suggest(item: Item) -> str:
    """Returns the suggestion as HTML: with the original's inline elements if all came back whole.

    Engines break placeholders at times, so the text is sent without them, too.
    """
    text = item.checked.text
    asked = [item.source]
    if item.codes.known:
        asked.append(" ".join(numbered_tags.TOKEN.sub("", item.source).split()))
    answers = machine.suggest(asked, text.source_language, text.target_language, _terms(item))
    whole = (answer for answer in answers if numbered_tags.fits(answer, item.codes, item.source))
    best = next(whole, numbered_tags.TOKEN.sub("", answers[-1]))
    return numbered_tags.to_html(best, item.codes)


def _terms(item: Item) -> Iterator[machine.Term]:
    """Yields the official terms of the original that have one in the target language."""
    text = item.checked.text
    terms = bilingual_terms.between(text.source_language, text.target_language)
    found = {
        span.entry.text: terms.main_translation(span.entry.concept)
        for span in spans(terms.source, numbered_tags.without(item.source))
    }
    for source, target in found.items():
        if target is not None:
            yield machine.Term(source, target.text)
