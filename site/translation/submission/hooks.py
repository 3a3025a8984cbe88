"""Wagtail hooks of submitting pages: the bulk action “Translate”, and offers after copying."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from core.languages.language_names import language_name
from translation.permissions.hidden_titles.bulk_actions import ExplorableOnly
from translation.permissions.translation_permissions import may_translate_into
from translation.submission import submit_job
from translation.submission.submit_page import may_submit
from translation.tree_sync import cascades


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
        # Those into which the user may submit any of the pages; the job checks each page.
        choices = [
            locale.pk
            for locale in Locale.objects.all()
            if any(
                page.locale_id != locale.pk and may_translate_into(user, page, locale)
                for page in pages
            )
        ]
        field: Any = self.fields["locales"]
        field.queryset = Locale.objects.filter(pk__in=choices)


@hooks.register("register_bulk_action")
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


@hooks.register("after_copy_page")
def a_copy_is_offered_to_translators(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Suggests to submit a copied page for translation, as its original was."""
    if not cascades.followers(page).exists() or not may_submit(request.user, new_page):
        return
    address = reverse("wagtail_localize:submit_page_translation", args=[new_page.pk])
    messages.info(
        request,
        gettext("The copy is in this language only."),
        buttons=[messages.button(address, gettext("Hand it to translators"))],
    )


@hooks.register("after_delete_page")
def a_deleted_translation_can_be_brought_back(request: HttpRequest, page: Page) -> None:
    """Adds a message with a link that makes the page again from its stored texts."""
    stopped = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=False
    ).first()
    original = stopped and stopped.source.object.get_instance_or_none(stopped.source.locale)
    if not isinstance(original, Page) or not may_submit(request.user, original):
        return
    address = reverse("wagtail_localize:submit_page_translation", args=[original.pk])
    text = gettext("The translated texts of “%(title)s” are kept.") % {"title": page.draft_title}
    button = messages.button(address, gettext("Bring the page back"))
    messages.info(request, text, buttons=[button])
