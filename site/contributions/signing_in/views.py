"""Views of the sign-in by e-mail code (django-allauth), the profile and the sign-out."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.stages import LoginByCodeStage
from allauth.account.views import ConfirmLoginCodeView

from contributions import backends, contribution_cache_tags
from contributions.models import sign_in_requests
from contributions.participant_required import participant_needed
from contributions.signing_in.accounts import account_of
from contributions.signing_in.forms import EmailForm, ProfileForm
from core.mail import send_templated
from core.navigation.page_chrome import PageChrome
from security.client_address import client_address


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
        if sign_in_requests.note(email, client_address(request)):
            _send_code(request, email)
            return redirect(
                f"{reverse('account_confirm_login_code')}?{urlencode({'next': wanted})}"
            )
        form.add_error(None, gettext("Too many codes were asked for. Please try again in an hour."))
    context = {"chrome": PageChrome(request), "form": form, "next": wanted, "is_staff": is_staff}
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

    def _verify_form_valid(self, _form: Any) -> HttpResponse:
        user = self._process.user
        user.backend = backends.PATH
        user.participant.has_profile  # noqa: B018 - fails here for whoever is none
        response: HttpResponse = self._process.finish(safe_next(self.request))
        return response


confirm = login_stage_required(
    stage=LoginByCodeStage.key, redirect_urlname="account_request_login_code"
)(ConfirmView.as_view())


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign the participant out and redirect to the sign-in form."""
    logout(request)
    return redirect(reverse("account_request_login_code"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@participant_needed(with_profile=False)
def profile(request: HttpRequest) -> HttpResponse:
    """What is shown beside the participant's next contributions; earlier ones stay as they are."""
    participant = request.participant  # type: ignore[attr-defined]
    form = ProfileForm(request.POST or None, instance=participant)
    if request.method == "POST" and form.is_valid():
        participant = form.save(commit=False)
        participant.accepted_terms_at = participant.accepted_terms_at or timezone.now()
        participant.save()
        for registration in participant.registrations.all():
            contribution_cache_tags.participants_changed(registration.conference_key)
        return redirect(safe_next(request))
    context = {"chrome": PageChrome(request), "form": form, "next": safe_next(request)}
    return render(request, "contributions/profile.html", context)
