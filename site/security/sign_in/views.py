"""Views of django-allauth with changes for this site."""

from typing import Any

from django.http import HttpResponse

from allauth.mfa.totp.views import ActivateTOTPView

from security.sign_in.second_factor import mark_verified


class SetUpView(ActivateTOTPView):
    """Sets up the second factor and marks the session as verified."""

    def form_valid(self, form: Any) -> HttpResponse:
        """As allauth's, and marks the session."""
        response: HttpResponse = super().form_valid(form)
        mark_verified(self.request)
        return response


set_up = SetUpView.as_view()
