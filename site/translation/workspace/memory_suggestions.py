"""Translation memory results for a segment, limited to pages the user may read."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from wagtail.models import Page

from translation import memory
from translation.checks import translation_querysets
from translation.memory.record_pairs import page_type_of
from translation.models import SegmentRecord
from translation.models.segment_state import TO_TRANSLATE
from translation.permissions.draft_visibility import closed_keys
from translation.workspace import segment_json
from translation.workspace.repetitions import repetitions_of
from translation.workspace.segment_data import Item

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
