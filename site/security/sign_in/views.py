"""Where the site's ways differ from those of django-allauth."""

from typing import Any

from django.http import HttpResponse

from allauth.mfa.totp.views import ActivateTOTPView

from security.sign_in.second_factor import note_as_shown


class SetUpView(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        note_as_shown(self.request)
        return response


set_up = SetUpView.as_view()
