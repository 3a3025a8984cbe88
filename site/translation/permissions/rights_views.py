"""View of the screen Settings → Translation rights."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from translation.permissions.rights_forms import NewRowForm
from translation.permissions.rights_table import Grid, blank_boxes

PERMISSION = "translation.change_translationright"
NEW_ROW = "new"


def may_grant(user: Any) -> bool:
    """Whether the user may edit translation rights."""
    return bool(user.is_active and user.has_perm(PERMISSION))


@require_http_methods(["GET", "POST"])
def rights(request: HttpRequest) -> HttpResponse:
    """Renders and saves the table of rights. Raises PermissionDenied."""
    if not may_grant(request.user):
        raise PermissionDenied
    table = Grid.load()
    form = NewRowForm(request.POST or None, prefix=NEW_ROW)
    if request.method == "POST" and form.is_valid():
        return _save(request, table, form)
    return render(request, "translation/permissions.html", _context(table, form))


@transaction.atomic
def _save(request: HttpRequest, table: Grid, form: NewRowForm) -> HttpResponse:
    changes = table.apply(request.POST, request.user)
    holder = form.chosen()
    if holder is not None:
        changes += table.add(holder, NEW_ROW, request.POST, request.user)
    text = ngettext("%(count)d right was changed.", "%(count)d rights were changed.", changes)
    messages.success(request, text % {"count": changes})
    return redirect(request.path)


def _context(table: Grid, form: NewRowForm) -> dict[str, Any]:
    return {
        "locales": table.locales,
        "rows": [(row.holder, row.cells(table.locales)) for row in table.rows],
        "form": form,
        "new_cells": blank_boxes(NEW_ROW, table.locales),
    }
