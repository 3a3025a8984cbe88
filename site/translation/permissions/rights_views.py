"""View and form of the screen Settings → Translation rights."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from wagtail.models import Page

from translation.permissions import rights_table
from translation.permissions.rights_table import Grid, boxes


class SectionField(forms.ModelChoiceField):
    """Choice of a section, indented by level."""

    def label_from_instance(self, page: Page) -> str:
        """Returns the title, indented by level."""
        return "\u2003" * (page.depth - 3) + str(page.title)


class NewRowForm(forms.Form):
    """The holder and section of a new row; the rights are the checkboxes next to it."""

    holder = forms.ChoiceField(label=_("Person or group"), required=False)
    section = SectionField(
        Page.objects.none(),
        label=pgettext_lazy("part of the site", "Section"),
        required=False,
        empty_label=_("all sections"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            (
                pgettext("heading above choices", "Groups"),
                [(f"g{group.pk}", str(group)) for group in rights_table.groups()],
            ),
            (
                pgettext("heading above choices", "People"),
                [(f"u{user.pk}", str(user)) for user in rights_table.people()],
            ),
        ]
        pages = Page.objects.filter(pk__in=[page.pk for page in rights_table.sections()])
        self.fields["section"].queryset = pages.order_by("path")  # type: ignore[attr-defined]

    def chosen(self) -> rights_table.Holder | None:
        """Returns the selected holder, or None."""
        key: str = self.cleaned_data["holder"]
        section: Page | None = self.cleaned_data["section"]
        if not key:
            return None
        if key.startswith("u"):
            return rights_table.Holder(User.objects.get(pk=key[1:]), None, section)
        return rights_table.Holder(None, Group.objects.get(pk=key[1:]), section)


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
        "new_cells": boxes(NEW_ROW, table.locales),
    }
