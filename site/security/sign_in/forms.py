"""The forms in which people say who they are."""

import logging
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm

from security.sign_in.encrypted_secrets import Unreadable
from security.sign_in.throttling import has_to_wait

log = logging.getLogger(__name__)


class Plain(forms.Form):
    """Labels instead of grey words that vanish when one begins to write."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class OneCode(Plain):
    """A field for a code of the second factor; who has to wait is told so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs.update(autofocus=True, spellcheck="false")

    def clean_code(self) -> str:
        if has_to_wait(context.request, self.user):  # type: ignore[attr-defined]
            raise forms.ValidationError(_("Too many wrong codes. Please try again later."))
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except Unreadable as error:
            log.error("A second factor was encrypted with a SECRET_KEY that is gone: see its docs.")
            raise forms.ValidationError(
                _("Your second factor cannot be read any more. Please ask an administrator.")
            ) from error
        return code


class SignInForm(Plain, LoginForm):
    def add_prefix(self, field_name: str) -> str:
        """In the page the field has the name that browsers and password managers know."""
        return "username" if field_name == "login" else super().add_prefix(field_name)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username")
        self.fields["password"].label = _("Password")


class PasswordAgainForm(Plain, PasswordAgain):
    pass


class CodeForm(OneCode, AuthenticateForm):
    pass


class CodeAgainForm(OneCode, ReauthenticateForm):
    pass


class FirstCodeForm(OneCode, ActivateTOTPForm):
    pass
