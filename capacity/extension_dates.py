"""When a conference was extended, read from the log of what was published."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime

from wagtail.models import PageLogEntry

from conference.models import ConferencePage

# The log's name for the action by which editors extend a conference; it notes the new closing.
EXTENDED = "conference.extend"
# Published versions of one conference, in any language, oldest first: when, and extended to when.
History = list[tuple[datetime, datetime | None]]


def extended_at(conferences: Iterable[ConferencePage]) -> dict[int, datetime]:
    """Page key → the instant at which its present extension went public, in one query.

    A conference that was first published with it, or whose old versions were purged, is not in it.
    """
    extended = [page for page in conferences if page.extended_to]
    histories = _histories({page.translation_key for page in extended}) if extended else {}
    found = {
        page.pk: _first_published(histories.get(page.translation_key, []), page.extended_to)
        for page in extended
    }
    return {pk: moment for pk, moment in found.items() if moment}


def _histories(keys: set[Any]) -> dict[Any, History]:
    logged = PageLogEntry.objects.filter(
        Q(action="wagtail.publish", revision__isnull=False) | Q(action=EXTENDED),
        page__translation_key__in=keys,
    )
    rows = logged.order_by("timestamp").values_list(
        "page__translation_key",
        "timestamp",
        Coalesce(
            KeyTextTransform("closing", "data"),
            KeyTextTransform("extended_to", "revision__content"),
        ),
    )
    histories: dict[Any, History] = defaultdict(list)
    for key, moment, value in rows:
        histories[key].append((moment, parse_datetime(value) if value else None))
    return histories


def _first_published(history: History, extended_to: datetime | None) -> datetime | None:
    """When a version with this extension first followed one without it."""
    followed = pairwise(history)
    changes = [moment for (_, before), (moment, now) in followed if before != extended_to == now]
    return changes[0] if changes else None
