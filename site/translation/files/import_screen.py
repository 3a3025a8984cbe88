"""Preview and confirmation of uploaded translation files, whose texts are stored at once."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.models import StringTranslation, Translation

from core.admin.previewed_import import PreviewedImport
from core.bulk_string_signals import bulk_write
from translation import upstream
from translation.files.file_entries import Entry, ReadFile
from translation.files.import_plan import Change, Kind, Plan, plan
from translation.files.upload_reader import Refusal
from translation.sync import segment_states
from translation.upstream.write_localize_tables import store

TOOL = "PO"
"""Also for XLIFF: wagtail-localize displays it as the origin of a text."""


@transaction.atomic
def carry_out(plan: Plan, user: Any) -> int:
    """Applies the plan atomically. Returns the number of stored texts."""
    kept = defaultdict(list)
    with bulk_write():
        for change in plan.to_write:
            translation = plan.translation_of(change)
            entry = keep(change, translation, user)
            if entry is not None:
                kept[translation].append(entry)
    for translation, entries in kept.items():
        segment_states.note_entries(translation, entries)
    return sum(map(len, kept.values()))


def keep(change: Change, translation: Translation, user: Any) -> StringTranslation | None:
    """Stores one text as a draft, whatever state the file gives it.

    A fuzzy text is marked as unconfirmed, and the checks block publishing until it is confirmed.
    """
    if change.segment is None:
        return None
    tool = upstream.DOUBTFUL if change.kind is Kind.DRAFT else TOOL
    return store(change.segment.segment_id, translation, change.entry.text, user, tool)


# Maximum number of texts displayed.
MOST_SHOWN = 200


def next_url(request: HttpRequest) -> str:
    """Returns where the user came from, or the screen for translation files."""
    return get_valid_next_url_from_request(request) or reverse("translation_files")


class TranslationFileImport(PreviewedImport[Plan]):
    """Imports texts as drafts; the field carries the texts that are written, by language."""

    salt = "translation.files"
    upload_url = "translation_files"

    def plan(self, content: Any, user: Any) -> Plan:
        """Returns the plan for the texts; UUIDs are of translations."""
        files = [
            ReadFile("", language, tuple(Entry(UUID(row[0]), *row[1:]) for row in rows))
            for language, rows in content.items()
        ]
        return plan(files, user)

    def content(self, plan: Plan) -> dict[str, list[list[Any]]]:
        """Returns the entries that are written, by language."""
        by_language: dict[str, list[list[Any]]] = {}
        for change in plan.to_write:
            entry = change.entry
            language = plan.translation_of(change).target_locale.language_code
            row = [str(entry.translation), entry.path, entry.original, entry.text, entry.is_fuzzy]
            by_language.setdefault(language, []).append(row)
        return by_language

    def changes(self, plan: Plan) -> list[list[str]]:
        """Returns each text that is written beside the one that it replaces."""
        return sorted(
            [
                str(item.entry.translation),
                item.entry.path,
                item.entry.original,
                item.entry.text,
                item.kind.value,
                item.before,
            ]
            for item in plan.to_write
        )

    def may_write(self, plan: Plan) -> bool:
        """Returns whether there is a text to write; files that were refused are left out."""
        return bool(plan.to_write)

    def show(self, request: HttpRequest, plan: Plan, packed: str, fault: str) -> HttpResponse:
        """Renders counts and texts, at most MOST_SHOWN of them."""
        if fault:
            plan.refusals.append(Refusal("", fault))
        context = {
            "plan": plan,
            "packed": packed,
            "shown": plan.shown[:MOST_SHOWN],
            "left_out": max(0, len(plan.shown) - MOST_SHOWN),
            "next": next_url(request),
        }
        return render(request, "translation/files/dry_run.html", context)

    def write(self, request: HttpRequest, plan: Plan) -> HttpResponse:
        """Stores the texts and leads back to where the user came from."""
        count = carry_out(plan, request.user)
        message = ngettext("%(count)d text was imported.", "%(count)d texts were imported.", count)
        messages.success(request, message % {"count": count})
        return redirect(next_url(request))
