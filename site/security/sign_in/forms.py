"""Forms of django-allauth and Wagtail: sign-in, codes of second factors, reset of passwords."""

import logging
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm
from wagtail.users.models import UserProfile

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY

from core.mail import send_templated
from security.sign_in.second_factor import Unreadable
from security.sign_in.throttling import is_throttled

log = logging.getLogger(__name__)


class LabelledForm(forms.Form):
    """Shows labels instead of placeholders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class CodeFieldForm(LabelledForm):
    """A form with one code of the second factor; rejects codes while the account is throttled."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = pgettext_lazy("code from a mail or an application", "Code")
        self.fields["code"].widget.attrs.update(autofocus=True, spellcheck="false")

    def clean_code(self) -> str:
        """Raises ValidationError while throttled, or where the secret cannot be decrypted."""
        if is_throttled(context.request, self.user):  # type: ignore[attr-defined]
            raise forms.ValidationError(_("Too many wrong codes. Please try again later."))
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except Unreadable as error:
            log.error("A second factor was encrypted with a SECRET_KEY that is gone: see its docs.")
            raise forms.ValidationError(
                _("Your second factor cannot be read any more. Please ask an administrator.")
            ) from error
        return code


class SignInForm(LabelledForm, LoginForm):
    """User name and password."""

    def add_prefix(self, field_name: str) -> str:
        """Names the field `username`, which browsers and password managers recognise."""
        return "username" if field_name == "login" else super().add_prefix(field_name)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = pgettext_lazy("label", "Username")
        self.fields["password"].label = pgettext_lazy("label", "Password")


class ReauthenticatePasswordForm(LabelledForm, AllauthReauthenticateForm):
    """The password again, before a change of the second factor."""


class CodeForm(CodeFieldForm, AuthenticateForm):
    """A code at sign-in."""


class ReauthenticateCodeForm(CodeFieldForm, ReauthenticateForm):
    """A code before a change of the second factor."""


class ActivateCodeForm(CodeFieldForm, ActivateTOTPForm):
    """The first code when a second factor is set up.

    The key stays the same until it is set up: allauth makes another whenever the form is shown, so
    that a second window or a reload made the key in the phone useless.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = context.request.session
        kept = session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        if kept:
            self.secret = session[SECRET_SESSION_KEY] = kept


class PasswordResetForm(WagtailPasswordResetForm):
    """As Wagtail's; the mail is in the account's language and says when its link ends."""

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        """Sends the mail; a failure is logged without the address, and not shown.

        An answer of its own would tell strangers which addresses have accounts.
        """
        language = UserProfile.get_for_user(context["user"]).get_preferred_language()
        ends_at = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
        whole = {**context, "ends_at": ends_at}
        try:
            send_templated(to_email, "account/password_reset/mail", whole, language=language)
        except Exception as error:
            log.error("Mail for a new password not sent: %s", type(error).__name__)
