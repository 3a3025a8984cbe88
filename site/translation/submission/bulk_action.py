"""Bulk action “Translate” of the page explorer, with its form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Locale, Page

from core.languages.language_names import language_name
from translation.permissions.hidden_titles.bulk_actions import ExplorableOnly
from translation.permissions.translation_permissions import may_translate_into
from translation.submission import submit_job
from translation.submission.submit_page import may_submit


class LocalesField(forms.ModelMultipleChoiceField):
    """Checkboxes for the target languages."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Locale) -> str:
        """Returns the language's name."""
        return language_name(obj.language_code)


class SubmitPagesForm(forms.Form):
    """Target languages, and whether to include descendants."""

    locales = LocalesField(
        label=pgettext_lazy("label", "Languages"),
        queryset=Locale.objects.none(),
        help_text=_("Translations are created as drafts; nothing is published."),
    )
    below = forms.BooleanField(label=_("Also all pages below them"), required=False)

    def __init__(self, *args: Any, pages: Sequence[Page], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [locale.pk for locale in Locale.objects.all() if _is_offered(user, pages, locale)]
        field: Any = self.fields["locales"]
        field.queryset = Locale.objects.filter(pk__in=choices)


def _is_offered(user: Any, pages: Sequence[Page], locale: Locale) -> bool:
    """Whether the user may submit any of the pages for the locale; the job checks each page."""
    return any(
        page.locale_id != locale.pk and may_translate_into(user, page, locale) for page in pages
    )


class TranslateBulkAction(ExplorableOnly, PageBulkAction):
    """Starts a background job and redirects to its status page."""

    display_name = pgettext_lazy("pages", "Translate")
    action_type = "translate"
    aria_label = _("Translate selected pages")
    template_name = "translation/bulk_translate.html"
    action_priority = 60
    form_class = SubmitPagesForm
    found: tuple[list[Page], dict[str, list[Page]]] | None = None

    def check_perm(self, page: Page) -> bool:
        """Whether the user may submit the page."""
        return not page.is_root() and may_submit(self.request.user, page)

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, list[Page]]]:
        """As Wagtail's own; cached, because it is called three times in a request."""
        if self.found is None:
            self.found = super().get_actionable_objects()
        return self.found

    def get_form_kwargs(self) -> dict[str, Any]:
        """As Wagtail's own, with the pages and the user."""
        pages, _without_access = self.get_actionable_objects()
        return {**super().get_form_kwargs(), "pages": pages, "user": self.request.user}

    def object_context(self, obj: Page) -> dict[str, Any]:
        """As Wagtail's own, with the number of descendants."""
        context = super().object_context(obj)
        return {**context, "count_below": obj.get_descendant_count()}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Starts the job. Raises PermissionDenied if no page may be submitted."""
        pages, _without_access = self.get_actionable_objects()
        if not pages:
            raise PermissionDenied
        job = submit_job.start(
            self.request.user,
            pages,
            form.cleaned_data["locales"],
            below=form.cleaned_data["below"],
            subject=_subject(pages),
        )
        return redirect(job.url)


def _subject(pages: list[Page]) -> str:
    title = str(pages[0].specific_deferred.get_admin_display_title())
    further = len(pages) - 1
    if not further:
        return title
    message = ngettext(
        "%(title)s and %(further)s more page", "%(title)s and %(further)s more pages", further
    )
    return message % {"title": title, "further": further}
