"""The workspace without JavaScript: the segments of one translation as a plain HTML form."""

import re
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from wagtail.admin import messages
from wagtail_localize.models import Translation

from core.languages.language_names import language_name
from core.text.text_joining import labelled
from translation import upstream
from translation.board.single_query_pagination import paginate
from translation.models import SegmentRecord, State
from translation.permissions.translation_permissions import (
    is_locked_for,
    may_read_translation,
    target_of,
)
from translation.workspace import numbered_tags, save_segment, segment_data
from translation.workspace.segment_data import Item, version_of

ROWS_PER_PAGE = 30
_FIELD = re.compile(r"text-(\d{1,18})")


@dataclass
class Row:
    """One segment of the form."""

    item: Item
    text: str
    """What the field shows: the stored text, or what was refused."""
    refusal: str = ""
    """Why the text was not saved."""

    @property
    def stored(self) -> str:
        """The stored text with placeholders."""
        return self.item.text(self.item.translated)

    @property
    def version(self) -> str:
        """The version that a save from this form names."""
        return version_of(self.item.entry)

    @property
    def state_label(self) -> str:
        """The segment's state in words."""
        return str(State(self.item.record.state).label)

    @property
    def is_carried(self) -> bool:
        """Whether the text is an earlier translation that nobody has confirmed yet."""
        return self.item.entry is not None and upstream.is_unconfirmed(self.item.entry)


@require_http_methods(["GET", "HEAD", "POST"])
def plain_form(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Shows the segments and saves those that were changed. Raises PermissionDenied and Http404."""
    found = Translation.objects.filter(enabled=True).select_related("source", "target_locale")
    translation = get_object_or_404(found, pk=translation_id)
    if not may_read_translation(request.user, translation):
        raise PermissionDenied
    target = target_of(translation)
    is_locked = is_locked_for(request.user, target)
    if request.method == "POST" and is_locked:
        raise PermissionDenied
    page = paginate(translation.records.current(), request.GET.get("p"), ROWS_PER_PAGE)
    if request.method == "POST":
        rows = _saved(request, translation)
    else:
        rows = [_row(item) for item in _items([record.pk for record in page])]
    if request.method == "POST" and not any(row.refusal for row in rows):
        return redirect(request.get_full_path())
    context = {
        "translation": translation,
        "instance": target,
        "language": language_name(translation.target_locale.language_code),
        "page": page,
        "rows": rows,
        "is_locked": is_locked,
    }
    return render(request, "translation/workspace/plain_form.html", context)


def _items(ids: list[int]) -> list[Item]:
    rows = SegmentRecord.objects.filter(pk__in=ids).order_by("order")
    return segment_data.items_of(segment_data.found(rows))


def _row(item: Item) -> Row:
    return Row(item, item.text(item.translated))


def _saved(request: HttpRequest, translation: Translation) -> list[Row]:
    """Saves what was changed and says how much; returns the rows with what was refused.

    The rows are those of the form, whatever the page of the list has by now.
    """
    sent = [int(found[1]) for name in request.POST if (found := _FIELD.fullmatch(name))]
    current = translation.records.current().filter(pk__in=sent[:ROWS_PER_PAGE])
    ids = list(current.values_list("pk", flat=True))
    _say_what_is_lost(request, set(sent) - set(ids))
    items = _items(ids)
    rows = [row for item in items if (row := _save(request, item))]
    by_record = {row.item.record.pk: row for row in rows}
    count = sum(not row.refusal for row in rows)
    if count:
        text = ngettext("%(count)d text is saved.", "%(count)d texts are saved.", count)
        messages.success(request, text % {"count": count})
    if count < len(rows):
        messages.error(request, gettext("Some texts were not saved: see below."))
    return [by_record.get(item.record.pk) or _row(item) for item in items]


def _say_what_is_lost(request: HttpRequest, gone: set[int]) -> None:
    """Gives back the texts whose segments are gone, as the original was changed meanwhile."""
    for pk in sorted(gone):
        text = _given(request, f"text-{pk}")
        if text != _given(request, f"was-{pk}"):
            reason = gettext("Not, or no longer, a text of the page")
            messages.error(request, str(labelled(reason, text)))


def _save(request: HttpRequest, item: Item) -> Row | None:
    pk = item.record.pk
    text = _given(request, f"text-{pk}")
    is_confirmed = f"valid-{pk}" in request.POST
    if text == _given(request, f"was-{pk}") and not is_confirmed:
        return None
    html = numbered_tags.to_html(text, item.codes)
    if text == item.text(item.translated):
        html = item.translated
    refusal = save_segment.fault_of(item, html) if html else gettext("Write a translation first.")
    if refusal:
        return Row(item, text, refusal)
    try:
        saved = save_segment.save(request.user, pk, html, _given(request, f"seen-{pk}"))
    except save_segment.SavedMeanwhileError as error:
        return Row(error.item, text, gettext("Somebody else has saved another text meanwhile"))
    return _row(saved)


def _given(request: HttpRequest, name: str) -> str:
    """Returns a submitted text with the line breaks of the site, without NUL characters."""
    return request.POST.get(name, "").replace("\r\n", "\n").replace("\0", "").strip()
