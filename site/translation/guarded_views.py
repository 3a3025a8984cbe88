"""wagtail-localize's views with additional permission checks, and previews of translations.

The stock views only require "submit translations"; they then show any draft, publish in any
language, and create English parent pages if a translation's parents are not translated yet. They
preview pages only, in a new tab; here the preview implements the protocol of Wagtail's preview
panel, so that the panel works in the translation editor as well.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from wagtail.admin.ui.side_panels import BaseSidePanel, ChecksSidePanel, PreviewSidePanel
from wagtail.models import Locale, PreviewableMixin
from wagtail.utils.decorators import xframe_options_sameorigin_override
from wagtail_localize.models import Translation, TranslationSource

from core.languages.language_names import language_name
from core.text.text_joining import listed
from translation.checks.publish_hooks import errors_after_sync, refusals_after_sync
from translation.permissions.draft_visibility import readable_translations
from translation.permissions.translation_permissions import (
    may_edit,
    may_hand_over,
    may_publish_all,
    may_sync,
    may_translate_into,
    may_work_in,
    translations_of,
)
from translation.submission import submit_job
from translation.submission.results import Summary
from translation.submission.submit_page import parent_is_translated, submit
from translation.tree_sync import cascades
from translation.upstream import stock_views
from translation.upstream.instance_building import translated_instance


class SubmitPageTranslationView(stock_views.SubmitPageTranslationView):
    """Submits a page for translation into the languages the user may submit it for."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As stock. Raises PermissionDenied if the user may not submit the page."""
        if not may_hand_over(request.user, self.get_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self) -> forms.Form:
        """As stock, with only the languages the user may submit the page for."""
        form = super().get_form()
        field = form.fields["locales"]
        allowed = [
            locale.pk
            for locale in field.queryset
            if may_translate_into(self.request.user, self.object, locale)
        ]
        field.queryset = field.queryset.filter(pk__in=allowed)
        field.label = pgettext("label", "Languages")
        if not allowed:
            field.help_text = gettext(
                "There is no further language into which you could hand over this page."
            )
        form.fields["include_subtree"].help_text = gettext(
            "All pages below are handed over in the background; a screen shows the progress."
        )
        return form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """As stock; a form error if the parent page is not translated."""
        locales = form.cleaned_data["locales"]
        missing = [each for each in locales if not parent_is_translated(self.object, each)]
        if missing:
            message = gettext("Translate the page above first; it is missing in: %(languages)s.")
            names = listed(language_name(locale.language_code) for locale in missing)
            form.add_error("locales", message % {"languages": names})
            return self.render_to_response(self.get_context_data(form=form))
        if form.cleaned_data["include_subtree"]:
            return self._submit_with_pages_below(locales)
        return self._submit_one(locales)

    def _submit_with_pages_below(self, locales: Sequence[Locale]) -> HttpResponse:
        subject = self.object.get_admin_display_title()
        job = submit_job.start(
            self.request.user, [self.object], locales, below=True, subject=subject
        )
        return redirect(job.url)

    def _submit_one(self, locales: Sequence[Locale]) -> HttpResponse:
        summary = Summary(locales)
        for locale in locales:
            summary.note(self.object, locale, submit(self.object, locale, self.request.user))
        cascades.align_all(self.object.get_parent(), locales)
        if summary.leaves_out:
            messages.warning(self.request, " ".join(summary.lines()))
        else:
            names = listed(language_name(locale.language_code) for locale in locales)
            messages.success(self.request, self.get_success_message(names))
        translated = self.object.get_translation_or_none(locales[0]) if len(locales) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(translated))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As stock, with the bound form that has the error message."""
        # The stock view creates a second form, which would lose the error message.
        return {**super().get_context_data(**kwargs), **kwargs}


class UpdateTranslationsView(stock_views.UpdateTranslationsView):
    """Syncs translations with a changed original; publishes only with the permission for it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As stock. Raises PermissionDenied if the user may not sync the original."""
        source: TranslationSource = self.get_object()
        if not may_sync(request.user, source):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """As stock; a form error if the translations cannot be published."""
        reasons = self._reasons() if form.cleaned_data["publish_translations"] else []
        if not reasons:
            self._sync(form)
            messages.success(self.request, self.get_success_message())
            return redirect(self.get_success_url() or self.get_default_success_url())
        # The stock template displays no errors for this field.
        messages.error(self.request, " ".join(reasons))
        form.add_error("publish_translations", reasons)
        return self.render_to_response(self.get_context_data(form=form))

    @transaction.atomic
    def _sync(self, form: forms.Form) -> None:
        """As stock, but leaves the restrictions of translations alone."""
        self.object.update_from_db()
        translations = list(
            self.object.translations.filter(enabled=True).select_related("source", "target_locale")
        )
        if form.cleaned_data.get("use_machine_translation"):
            translator = stock_views.get_machine_translator()
            for translation in translations:
                stock_views.apply_machine_translation(translation.pk, self.request.user, translator)
        if form.cleaned_data["publish_translations"]:
            for translation in translations:
                with suppress(ValidationError):
                    translation.save_target(user=self.request.user, publish=True)
        self.components.save(self.object, sources_and_translations={self.object: translations})

    def _reasons(self) -> list[str]:
        if not may_publish_all(self.request.user, self.object):
            return [gettext("You may not publish this page in all of its languages.")]
        if errors_after_sync(self.object):
            text = gettext(
                "The translations would have errors, or lack texts. Synchronize without "
                "publishing, and publish each when its checks are passed."
            )
            return [text]
        return [refused.sentence for refused in refusals_after_sync(self.object)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As stock, with only the translations the user may read."""
        context = {**super().get_context_data(**kwargs), **kwargs}
        mine = {item.target_locale for item in translations_of(self.request.user, self.object)}
        # Users do not see titles of drafts in languages without permissions.
        context["translations"] = [
            shown for shown in context["translations"] if shown["locale"] in mine
        ]
        return context


class SubmitSnippetTranslationView(stock_views.SubmitSnippetTranslationView):
    """Submits a snippet for translation into the languages the user may submit it for."""

    def get_form(self) -> forms.Form:
        """As stock, with only the languages the user may submit the snippet for."""
        form = super().get_form()
        field, user = form.fields["locales"], self.request.user
        if not may_work_in(user, self.object.locale):
            allowed = [locale.pk for locale in field.queryset if may_work_in(user, locale)]
            field.queryset = field.queryset.filter(pk__in=allowed)
        return form


class TranslationsReportView(stock_views.TranslationsReportView):
    """wagtail-localize's report, limited to translations the user may read."""

    def get_queryset(self) -> Any:
        """As stock, limited to translations the user may read."""
        return readable_translations(self.request.user, super().get_queryset())


@require_POST
def ask_before_stopping(_request: HttpRequest, translation_id: int) -> HttpResponse:
    """Redirects to the confirmation; the stock view stops the translation at once."""
    return redirect("translation_workspace:stop", translation_id)


def refuse_conversion_to_alias(_request: HttpRequest, page_id: int) -> HttpResponse:
    """Refuses to convert a translation to an alias of the page in its original language."""
    raise PermissionDenied(f"Page {page_id} keeps its own text.")


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@xframe_options_sameorigin_override
def preview_translation(
    request: HttpRequest, translation_id: int, mode: str | None = None
) -> HttpResponse:
    """Renders the translated page or snippet in the preview mode of the URL or `?mode=`.

    The panel's script posts the form before it loads the preview, and may delete the posted data.
    In the translation editor each text is saved when it is entered, so neither is needed. Raises
    Http404 for an unknown mode, PermissionDenied for users who may not edit the target.
    """
    translation = get_object_or_404(Translation, pk=translation_id)
    target = translation.get_target_instance()
    if not may_edit(request.user, target):
        raise PermissionDenied
    chosen = _mode(target, mode if mode is not None else request.GET.get("mode"))
    if request.method == "POST":
        return JsonResponse({"is_valid": True, "is_available": True})
    if request.method == "DELETE":
        return JsonResponse({"success": True})
    draft = translated_instance(translation.source, translation.target_locale)
    in_panel = request.GET.get("in_preview_panel") == "true"
    answer: HttpResponse = draft.make_preview_request(
        request, chosen, {"in_preview_panel": in_panel, "is_editing": True}
    )
    return answer


def _mode(target: Any, asked: str | None) -> str:
    modes = dict(target.preview_modes) if isinstance(target, PreviewableMixin) else {}
    chosen = asked if asked is not None or not modes else target.default_preview_mode
    if chosen not in modes:
        raise Http404
    return str(chosen)


def panels(translation: Translation, target: Any, request: HttpRequest) -> list[BaseSidePanel]:
    """Returns Wagtail's preview and checks panels; none for targets without a preview."""
    if not isinstance(target, PreviewableMixin) or not target.is_previewable():
        return []
    address = reverse("wagtail_localize:preview_translation", args=[translation.pk])
    return [
        ChecksSidePanel(target, request),
        PreviewSidePanel(target, request, preview_url=address),
    ]
