"""Dates at which conferences were extended, read from the revisions and the log."""

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

# The log action of an extension by an editor; its data has the new closing.
EXTENDED = "conference.extend"
# (published at, extended to) of a conference's revisions in any language, oldest first.
History = list[tuple[datetime, datetime | None]]


def extended_at(conferences: Iterable[ConferencePage]) -> dict[int, datetime]:
    """Returns page id → instant (UTC) at which the current extension was published; one query.

    Conferences that were first published with it, or whose revisions were purged, are left out.
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
    """Returns when a revision with this extension first followed one without it."""
    followed = pairwise(history)
    changes = [moment for (_, before), (moment, now) in followed if before != extended_to == now]
    return changes[0] if changes else None
