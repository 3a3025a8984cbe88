"""Detects edit conflicts of snippets without revisions: topics, terms, authentic texts.

Their edit form has a hidden field with the number of the latest log entry at the time it was
opened. Saving needs confirmation if somebody else has changed the snippet since, as for pages
(`core.admin.edit_conflicts`).
"""

from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import ModelLogEntry

# Field of the form: number of the snippet's latest log entry at the time it was opened.
LOADED = "loaded_log_entry"


class ConflictCheckedForm(WagtailAdminModelForm):
    """`base_form_class` of snippets whose saves are checked for conflicts."""

    loaded_log_entry = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.is_bound:
            self.initial[LOADED] = _latest_number(self.instance)


def conflict_response(request: HttpRequest, snippet: Model) -> HttpResponse | None:
    """Returns the confirmation page (409), or None if nobody else has saved since."""
    if request.method != "POST" or not request.accepts("text/html"):
        return None
    newer = newer_change(request, snippet)
    if newer is None:
        return None
    context = {
        "snippet": snippet,
        "newer": newer,
        "action": request.get_full_path(),
        "kept": _posted_fields(request),
        "loaded": {LOADED: _latest_number(snippet)},
    }
    return render(request, "core/admin/snippet_conflict.html", context, status=409)


def newer_change(request: HttpRequest, snippet: Model) -> ModelLogEntry | None:
    """Returns the latest change by somebody else since the form was opened, or None."""
    opened = request.POST.get(LOADED, "")
    if not opened.isdecimal():
        return None
    since = ModelLogEntry.objects.for_instance(snippet).filter(pk__gt=int(opened))
    of_others = since.exclude(user=request.user).select_related("user")
    newest: ModelLogEntry | None = of_others.order_by("-pk").first()
    return newest


def _latest_number(snippet: Model) -> int:
    entries = ModelLogEntry.objects.for_instance(snippet).order_by("-pk")
    return entries.values_list("pk", flat=True).first() or 0


def _posted_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Returns all posted fields as (name, value), to be sent again with the confirmation."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", LOADED)
        for value in values
    ]
