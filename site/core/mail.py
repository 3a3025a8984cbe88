"""Mails in plain text and HTML that name the site, in the reader's language."""

import re
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from core.text.bidi_isolation import isolate
from core.text.bidi_isolation_in_html import isolate_in_html


def send_templated(to: str, template: str, context: dict[str, Any], *, language: str) -> None:
    """Sends `template`_subject.txt, `template`.txt and `template`.html to the address `to`.

    The templates also get `site_name`, `base_url` and `language`, the code of the language they are
    rendered in. Raises what the mail back end raises: OSError or SMTPException.
    """
    with override(language):
        whole = {
            **context,
            "site_name": gettext("Biosafety capacity-building"),
            "base_url": settings.WAGTAILADMIN_BASE_URL,
            "language": language,
        }
        # No-break spaces are kept: French requires them.
        subject = re.sub(
            r"[ \t\r\n]+", " ", render_to_string(f"{template}_subject.txt", whole)
        ).strip()
        text = render_to_string(f"{template}.txt", whole).strip()
        html = render_to_string(f"{template}.html", whole)
    mail = EmailMultiAlternatives(isolate(subject, language), isolate(text, language), None, [to])
    mail.attach_alternative(isolate_in_html(html), "text/html")
    mail.send()


def delivery_connection() -> Any:
    """Returns a connection to the mail server, also where EMAIL_BACKEND only queues mail."""
    return get_connection(settings.DELIVERY_EMAIL_BACKEND or settings.EMAIL_BACKEND)
