"""Wagtail admin of authentic texts: snippet viewset, list, and import of files."""

from dataclasses import astuple
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from wagtail.admin.auth import permission_required
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from core.admin import previewed_import
from core.admin.previewed_import import PreviewedImport
from terms.files import authentic_files
from terms.files.imported_rows import RefusedFileError
from terms.models import AuthenticText

INDEX = "wagtailsnippets_terms_authentictext:list"
# The preview lists at most this many new and as many changed wordings, with the total counts.
SHOWN = 100


class AuthenticTextIndexView(IndexView):
    """Wagtail's list of snippets with a button for the import."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """As Wagtail's own, with “Import” for users who may add and change texts."""
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("add") and self.user_has_permission("change"):
            url = reverse("terms:import_authentic_texts")
            buttons.append(
                Button(pgettext("button", "Import"), url=url, icon_name="upload", priority=80)
            )
        return buttons


class AuthenticTextViewSet(SnippetViewSet):
    """Authentic texts, each with its wordings in all languages on one form."""

    model = AuthenticText
    icon = "openquote"
    menu_label = _("Authentic texts")
    menu_name = "authentic-texts"
    menu_order = 460
    add_to_admin_menu = True
    list_per_page = 50
    list_display = ["__str__", "key"]
    index_view_class = AuthenticTextIndexView
    copy_view_enabled = False


class AuthenticImportForm(forms.Form):
    """Upload form for a file of authentic texts; `found` holds its plan once it is valid."""

    file = forms.FileField(
        label=pgettext_lazy("label", "File"),
        help_text=_("CSV in UTF-8, or TMX. A file with an error is refused as a whole."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tmx,.xml"}),
    )

    def clean_file(self) -> Any:
        """Makes the plan of the uploaded file. Raises ValidationError where it is refused."""
        data = self.cleaned_data["file"].read(authentic_files.MAX_BYTES + 1)
        try:
            self.found = authentic_files.plan_for(authentic_files.read(bytes(data)))
        except RefusedFileError as refusal:
            raise ValidationError(str(refusal)) from refusal
        return self.cleaned_data["file"]


class AuthenticTextImport(PreviewedImport[authentic_files.Plan]):
    """Imports all wordings of a file, or none; the field carries the rows."""

    salt = "authentic-texts"
    upload_url = "terms:import_authentic_texts"

    def plan(self, content: Any, user: Any) -> authentic_files.Plan:
        """Returns the plan for rows of a field, whoever imports them."""
        return authentic_files.plan_for([authentic_files.Row(*values) for values in content])

    def content(self, plan: authentic_files.Plan) -> list[tuple[Any, ...]]:
        """Returns the rows."""
        return [astuple(row) for row in plan.rows]

    def changes(self, plan: authentic_files.Plan) -> Any:
        """Returns new rows, and changed ones with the wordings that they replace."""
        return [[astuple(change) for change in kind] for kind in (plan.added, plan.changed)]

    def may_write(self, plan: authentic_files.Plan) -> bool:
        """Returns whether the file has something new; a file with an error makes no plan."""
        return not plan.is_empty

    def show(
        self, request: HttpRequest, plan: authentic_files.Plan, packed: str, fault: str
    ) -> HttpResponse:
        """Renders the plan above an empty form."""
        shown = {"added": plan.added[:SHOWN], "changed": plan.changed[:SHOWN]}
        context = {"plan": plan, "packed": packed, "fault": fault, **shown}
        return _form(request, AuthenticImportForm(), **context)

    def write(self, request: HttpRequest, plan: authentic_files.Plan) -> HttpResponse:
        """Writes the wordings and leads to the list of texts."""
        count = authentic_files.apply(plan)
        said = ngettext(
            "%(count)d wording was imported.", "%(count)d wordings were imported.", count
        )
        messages.success(request, said % {"count": count})
        return redirect(INDEX)


@require_http_methods(["GET", "POST"])
@permission_required("terms.add_authentictext")
@permission_required("terms.change_authentictext")
def import_authentic_texts(request: HttpRequest) -> HttpResponse:
    """Previews what a file would change; the confirmation of the preview imports it.

    For users who may both add and change texts. A refused file is answered with the form and
    status 400.
    """
    if previewed_import.FIELD in request.POST:
        return AuthenticTextImport().confirm(request)
    if request.method != "POST":
        return _form(request, AuthenticImportForm())
    form = AuthenticImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form)
    return AuthenticTextImport().preview(request, form.found)


def _form(request: HttpRequest, form: AuthenticImportForm, **context: Any) -> HttpResponse:
    status = 400 if form.is_bound or context.get("fault") else 200
    context |= {"form": form, "index": INDEX}
    return render(request, "terms/admin/import_authentic.html", context, status=status)
