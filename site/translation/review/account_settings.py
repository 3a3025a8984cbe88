"""Panel of the account settings: how one wants the mail about pages to translate."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from translation.models import MailPreference, Role, TranslationRight


class MailPreferenceForm(forms.ModelForm):
    """The preference of the user."""

    class Meta:
        model = MailPreference
        fields = ["daily_digest"]


class MailPreferencePanel(BaseSettingsPanel):
    """Panel “Translation mail” of the account settings, for translators."""

    name = "translation_mail"
    title = _("Translation mail")
    tab = notifications_tab
    order = 150
    form_class = MailPreferenceForm

    @property
    def preference(self) -> MailPreference:
        """The user's preference, which may not be stored yet."""
        found = MailPreference.objects.filter(user=self.user).first()
        return found or MailPreference(user=self.user)

    def is_active(self) -> bool:
        """Whether the user translates anything."""
        rights = TranslationRight.objects.held_by(self.user).filter(role=Role.TRANSLATOR)
        return bool(rights.exists())

    def get_form(self) -> Any:
        """As stock, for the user's preference."""
        arguments: dict[str, Any] = {"prefix": self.name, "instance": self.preference}
        if self.request.method == "POST":
            return self.form_class(self.request.POST, **arguments)
        return self.form_class(**arguments)


@hooks.register("register_account_settings_panel")
def mail_preference_panel(request: HttpRequest, user: Any, profile: Any) -> MailPreferencePanel:
    """Adds the panel to the account settings."""
    return MailPreferencePanel(request, user, profile)
