"""Sign-in by e-mail code (django-allauth), and sign-out: accounts, form and views."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model, logout
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.stages import LoginByCodeStage
from allauth.account.views import ConfirmLoginCodeView

from contributions import backends
from contributions.honeypot_field import HiddenWebsiteMixin, website_field
from contributions.models import Participant, participants
from core.mail import send_templated
from core.navigation.page_chrome import PageChrome
from security.client_address import client_address

# In the address of the sign-in form, after a code that is no longer valid.
ENDED = "ended"


def account_of(email: str, language: str) -> User | None:
    """The participant's account, made where there is none; None for an address of the staff.

    The profile is filled in after the first code has shown that the address is the person's own.
    """
    users = get_user_model()._default_manager.filter(email__iexact=email, is_active=True)
    found = users.select_related("participant").filter(participant__isnull=False).first()
    if found is not None or users.exists():
        return found
    return new_account(email, language)


@transaction.atomic
def new_account(email: str, language: str) -> User:
    """Create a user without a password, and its participant; return the user."""
    user = get_user_model()(username=f"participant {uuid4().hex}", email=email.lower())
    user.set_unusable_password()
    user.save()
    Participant.objects.create(user=user, language=language)
    return user


class EmailForm(HiddenWebsiteMixin, forms.Form):
    """The e-mail address to which a sign-in code is sent."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    website = website_field()

    def clean_email(self) -> str:
        """Return the address in lower case."""
        return str(self.cleaned_data["email"]).lower()


def safe_next(request: HttpRequest) -> str:
    """Where somebody wanted to go, if it is on this site; else their own page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return reverse("contributions_account")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asks for the e-mail address, and sends a code there."""
    wanted = safe_next(request)
    if request.participant is not None:  # type: ignore[attr-defined]
        return redirect(wanted)
    form = EmailForm(request.POST or None)
    is_staff = request.user.is_authenticated
    if request.method == "POST" and not is_staff and form.is_valid():
        email = form.cleaned_data["email"]
        if participants.note_code_request(email, client_address(request)):
            _send_code(request, email)
            return redirect(
                f"{reverse('account_confirm_login_code')}?{urlencode({'next': wanted})}"
            )
        form.add_error(None, gettext("Too many codes were asked for. Please try again in an hour."))
    context = {"chrome": PageChrome(request), "form": form, "next": wanted, "is_staff": is_staff}
    context["code_has_ended"] = ENDED in request.GET and request.method != "POST"
    return render(request, "contributions/sign_in.html", context)


def _send_code(request: HttpRequest, email: str) -> None:
    """To the staff, a word that their account is another one. The page says the same to all."""
    language = get_language() or settings.LANGUAGE_CODE
    user = account_of(email, language)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)
    if user is None:
        send_templated(email, "contributions/mail/staff_account", {}, language=language)


class ConfirmView(ConfirmLoginCodeView):
    """Asks for the code; who gives it is signed in as a participant, in a session of that kind."""

    template_name = "contributions/code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add page chrome, return address and e-mail address to the context."""
        own = {"chrome": PageChrome(self.request), "next": safe_next(self.request)}
        own["email"] = self._process.state.get("email", "")
        return super().get_context_data(**kwargs) | own

    def get_form(self, form_class: Any = None) -> Any:
        """Return the form; its field has no second label, and keeps the order of "12AB-CD34"."""
        form = super().get_form(form_class)
        form.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "dir": "ltr"}
        return form

    def _verify_form_valid(self, _form: Any) -> HttpResponse:
        user = self._process.user
        user.backend = backends.PATH
        user.participant.has_profile  # noqa: B018 - fails here for whoever is none
        response: HttpResponse = self._process.finish(safe_next(self.request))
        return response


_ask_for_code = login_stage_required(
    stage=LoginByCodeStage.key, redirect_urlname="account_request_login_code"
)(ConfirmView.as_view())


@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """Asks for the code. Where it has ended, the sign-in form says so: after 15 minutes, after too
    many attempts, in another browser. Who is signed in already goes on.
    """
    wanted = safe_next(request)
    if request.participant is not None:  # type: ignore[attr-defined]
        return redirect(wanted)
    response: HttpResponse = _ask_for_code(request)
    sign_in_form = reverse("account_request_login_code")
    # After too many attempts, allauth would lead to the sign-in of the staff.
    if response.get("Location") in {sign_in_form, reverse("account_login")}:
        return redirect(f"{sign_in_form}?{urlencode({ENDED: '', 'next': wanted})}")
    return response


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign the participant out and redirect to the sign-in form."""
    logout(request)
    return redirect(reverse("account_request_login_code"))
