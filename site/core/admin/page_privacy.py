"""The privacy form of a page: names all languages, and what holds through the original."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache

from wagtail.admin.auth import require_admin_access
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.models import Page, PageViewRestriction
from wagtail.models.view_restrictions import BaseViewRestriction

from core.languages.language_names import language_name
from core.text.text_joining import listed


@dataclass(frozen=True)
class LanguagePrivacy:
    """What holds for one language version of a page."""

    language: str
    """The language's own name."""
    text: str
    is_this_page: bool


class PrivacyView(SetPrivacyView):
    """As Wagtail's own; a restriction of the original is shown as inherited, not as the page's."""

    def dispatch(
        self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Raises PermissionDenied for users who may not set restrictions on the page."""
        self.page = get_object_or_404(Page, pk=page_id).specific
        if not self.page.permissions_for_user(request.user).can_set_view_restrictions():
            raise PermissionDenied
        rules = self.page.get_view_restrictions().select_related("page__locale")
        own, inherited = _apart(self.page, list(rules.order_by("-page__depth")))
        self.object = self.restriction = own[0] if own else None
        self.restriction_on_ancestor = inherited[0] if inherited else None
        # Skips Wagtail's own `dispatch`, which takes a restriction of the original for the page's.
        answer: HttpResponse = super(SetPrivacyView, self).dispatch(
            request, page_id, *args, **kwargs
        )
        return answer

    def get_form(self, form_class: Any = None) -> Any:
        """As Wagtail's own; the first choice names the original if the restriction is there."""
        form = super().get_form(form_class)
        rule = self.restriction_on_ancestor
        if rule is not None and rule.page.locale_id != self.page.locale_id:
            _inherited, *others = form.fields["restriction_type"].choices
            form.fields["restriction_type"].choices = [
                (BaseViewRestriction.NONE, _as_the_original(rule)),
                *others,
            ]
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """As Wagtail's own; the icon stays that of a private page if the original is private."""
        super().form_valid(form)
        is_public = not self.page.get_view_restrictions().exists()
        answer = {"step": "set_privacy_done", "is_public": is_public}
        return render_modal_workflow(self.request, None, None, None, json_data=answer)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `languages`, one `LanguagePrivacy` for each version of the page."""
        return super().get_context_data(**kwargs) | {"languages": _of_all_languages(self.page)}

    def render_to_response(self, context: dict[str, Any], **arguments: Any) -> HttpResponse:
        """As Wagtail's own, with the languages above the form."""
        if not self.page.private_page_options:
            answer: HttpResponse = super().render_to_response(context, **arguments)
            return answer
        return render_modal_workflow(
            self.request,
            "wagtailadmin/pages/privacy.html",
            template_vars=context,
            json_data={"step": "set_privacy"},
            **arguments,
        )


def _apart(page: Page, rules: list[PageViewRestriction]) -> tuple[list[Any], list[Any]]:
    own = [rule for rule in rules if rule.page_id == page.pk]
    return own, [rule for rule in rules if rule.page_id != page.pk]


def _as_the_original(rule: PageViewRestriction) -> str:
    link = format_html(
        '<a href="{}">{}</a>',
        reverse("wagtailadmin_pages:edit", args=[rule.page_id]),
        rule.page.specific_deferred.get_admin_display_title(),
    )
    text = _("As the original – %(page)s (%(language)s): %(privacy)s")
    names = {
        "language": language_name(rule.page.locale.language_code),
        "privacy": rule.get_restriction_type_display(),
    }
    return format_html(text.replace("%(page)s", "{page}") % names, page=link)


def _of_all_languages(page: Page) -> list[LanguagePrivacy]:
    versions = list(page.get_translations(inclusive=True).select_related("locale"))
    return [
        LanguagePrivacy(
            language_name(version.locale.language_code),
            _privacy(version, list(version.specific.get_view_restrictions())),
            is_this_page=version.pk == page.pk,
        )
        for version in sorted(versions, key=lambda version: version.locale_id)
    ]


def _privacy(version: Page, rules: list[PageViewRestriction]) -> str:
    own, inherited = _apart(version, rules)
    names = listed(dict.fromkeys(rule.get_restriction_type_display() for rule in own))
    if own and inherited:
        return _("%(privacy)s, in addition to what is inherited") % {"privacy": names}
    if own:
        return names
    if inherited:
        return _("private, inherited from the original or from a page above")
    return pgettext("privacy of a page", "public")


urlpatterns: list[URLPattern] = [
    path("pages/<int:page_id>/privacy/", never_cache(require_admin_access(PrivacyView.as_view())))
]
