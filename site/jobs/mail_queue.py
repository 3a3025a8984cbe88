"""Email backend that hands mail to the background worker, and the task that delivers it.

A request never waits for a mail server. A mail is kept in the database until the server took it,
and no longer: it may hold a working link. `DELIVERY_EMAIL_BACKEND` does the sending.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from django_tasks import task

from core.mail import delivery_connection
from jobs.models import WaitingMail

logger = logging.getLogger(__name__)
# Links and codes have ended by then, or their reader has asked for new ones.
GIVEN_UP_AFTER = timedelta(hours=1)
# A worker that has begun with a mail is left to it for so long.
TAKEN_FOR = timedelta(minutes=2)


class QueueBackend(BaseEmailBackend):
    """Stores messages without attachments and enqueues their delivery; sends others at once."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Returns the number of messages that were stored or sent."""
        with_files = [message for message in email_messages if message.attachments]
        plain = [message for message in email_messages if not message.attachments]
        for message in plain:
            _enqueue(message)
        sent = delivery_connection().send_messages(with_files) if with_files else 0
        return len(plain) + (sent or 0)


def _enqueue(message: EmailMessage) -> None:
    mail = WaitingMail.objects.create(content=_as_json(message))
    transaction.on_commit(lambda: deliver.enqueue(mail.pk))


def _as_json(message: EmailMessage) -> dict[str, object]:
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": message.from_email,
        "to": message.to,
        "cc": message.cc,
        "bcc": message.bcc,
        "reply_to": message.reply_to,
        "headers": message.extra_headers,
        "alternatives": [[text, kind] for text, kind in getattr(message, "alternatives", [])],
    }


@task(backend="jobs")
def deliver(mail_id: int) -> None:
    """Delivers one stored mail; does nothing where another process has it or has sent it."""
    now = timezone.now()
    free = WaitingMail.objects.filter(pk=mail_id).exclude(taken_at__gt=now - TAKEN_FOR)
    if not free.update(taken_at=now):
        return
    mail = WaitingMail.objects.get(pk=mail_id)
    message = EmailMultiAlternatives(connection=delivery_connection(), **mail.content)
    try:
        message.send()
    # ValueError: an address or a header that no mail can have.
    except (SMTPException, OSError, ValueError) as error:
        # Neither address nor text: both are personal data.
        logger.error("Mail %s not sent: %s", mail.pk, type(error).__name__)
        if mail.created_at < now - GIVEN_UP_AFTER:
            mail.delete()
    else:
        mail.delete()


def deliver_waiting() -> int:
    """Delivers what a worker has left or a mail server has refused; returns how many still wait."""
    left = WaitingMail.objects.exclude(taken_at__gt=timezone.now() - TAKEN_FOR)
    for mail_id in left.values_list("pk", flat=True):
        deliver.call(mail_id)
    return WaitingMail.objects.count()
