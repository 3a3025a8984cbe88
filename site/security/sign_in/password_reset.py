"""The form that mails a link to choose a new password."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm
from wagtail.users.models import UserProfile

from core.mail import send_templated

log = logging.getLogger(__name__)


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
