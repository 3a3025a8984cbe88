"""Wagtail admin of authentic texts: snippet viewset, list, and import of files."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from terms.files import authentic_files
from terms.files.imported_rows import RefusedFileError
from terms.models import AuthenticText

INDEX = "wagtailsnippets_terms_authentictext:list"


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
    """Upload form for a file of authentic texts; `rows` holds its rows once it is valid."""

    file = forms.FileField(
        label=pgettext_lazy("label", "File"),
        help_text=_("CSV in UTF-8, or TMX. A file with an error is refused as a whole."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tmx,.xml"}),
    )

    def clean_file(self) -> Any:
        """Parses the uploaded file into `rows`. Raises ValidationError where it is refused."""
        data = self.cleaned_data["file"].read(authentic_files.MAX_BYTES + 1)
        try:
            self.rows = authentic_files.read(bytes(data))
        except RefusedFileError as refusal:
            raise ValidationError(str(refusal)) from refusal
        return self.cleaned_data["file"]


@require_http_methods(["GET", "POST"])
def import_authentic_texts(request: HttpRequest) -> HttpResponse:
    """View that imports a file of authentic texts: all of its rows, or none.

    Raises PermissionDenied for users who may not both add and change texts. A refused file is
    answered with the form and status 400.
    """
    if not all(request.user.has_perm(f"terms.{each}_authentictext") for each in ("add", "change")):
        raise PermissionDenied
    form = AuthenticImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = authentic_files.import_rows(form.rows)
        except RefusedFileError as refusal:
            form.add_error("file", str(refusal))
        else:
            said = ngettext(
                "%(count)d wording was imported.", "%(count)d wordings were imported.", count
            )
            messages.success(request, said % {"count": count})
            return redirect(INDEX)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "index": INDEX}
    return render(request, "terms/admin/import_authentic.html", context, status=status)
