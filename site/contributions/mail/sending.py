"""Addresses mailings and sends the mails: in batches, over one connection, none twice.

A sender takes a batch with one statement, notes each mail in the batch's journal, a file, before it
hands it to the mail server, and writes the outcome of the whole batch at its end. What a killed
sender has left is taken over after `LOST_AFTER`: what is not in the journal is sent, and the last
one in it is never sent again.
"""

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from contributions.mail.composing import Composer, ConferenceCache
from contributions.mail.recipients import recipients_of
from contributions.models import Mail, Mailing, MailState
from core.mail import delivery_connection


class Journal:
    """The file of one batch."""

    def __init__(self, batch: UUID) -> None:
        self.path = Path(settings.CONTRIBUTIONS_MAIL_JOURNALS) / f"{batch.hex}.txt"

    def begin(self) -> None:
        """Creates the file. A batch without one was taken on another machine."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()

    def note(self, mail: int) -> None:
        """Writes that the mail with this primary key is handed over next."""
        with self.path.open("a", encoding="ascii") as file:
            file.write(f"{mail}\n")

    def handed_over(self) -> list[int] | None:
        """The primary keys in their order; None where there is no file."""
        if not self.path.exists():
            return None
        lines = self.path.read_text(encoding="ascii").split("\n")
        # A line without its end was never handed over: the note is written first.
        return [int(line) for line in lines[:-1]]

    def end(self) -> None:
        """Deletes the file; what became of each mail is in the database by now."""
        self.path.unlink(missing_ok=True)


logger = logging.getLogger(__name__)
# SQLite takes at most 999 parameters in a statement.
BATCH = 900
# A batch that takes longer gives the rest back, long before it is taken to be lost.
BATCH_SECONDS = 240
LOST_AFTER = timedelta(minutes=10)
GIVEN_UP_AFTER = timedelta(days=1)
MAX_ATTEMPTS = 5


def send_queued() -> int:
    """Sends all that is to be sent; returns how many mails went out. Raises what the mail
    server's connection raises; what was not sent then stays queued.
    """
    recover(timezone.now())
    address_mailings()
    sent, conferences = 0, ConferenceCache()
    while (batch := take_batch()) is not None:
        sent += _send_batch(batch, conferences)
    return sent


def address_mailings() -> None:
    """Writes a row for each mail of the mailings that have none yet."""
    for pk in Mailing.objects.filter(addressed_at=None).values_list("pk", flat=True):
        with transaction.atomic():
            _address(pk)


def _address(pk: int) -> None:
    open_mailings = Mailing.objects.filter(addressed_at=None)
    # The second of two senders waits for the first here, and then finds nothing to do.
    if not open_mailings.filter(pk=pk).update(addressed_at=timezone.now()):
        return
    mailing = Mailing.objects.select_related("contribution__parent").get(pk=pk)
    mails = [Mail(mailing=mailing, participant_id=person) for person in recipients_of(mailing)]
    Mail.objects.bulk_create(mails, batch_size=1000)


def take_batch() -> UUID | None:
    """Takes queued mails for one sender; None where there are none.

    Of two senders, the second takes only what the first has not.
    """
    keys = list(Mail.objects.to_be_sent(timezone.now()).values_list("pk", flat=True)[:BATCH])
    if not keys:
        return None
    batch = uuid4()
    Journal(batch).begin()
    queued = Mail.objects.filter(pk__in=keys, state=MailState.QUEUED)
    queued.update(state=MailState.SENDING, batch=batch, changed_at=timezone.now())
    return batch


def _send_batch(batch: UUID, conferences: ConferenceCache) -> int:
    """Returns how many were sent. Whatever happens, the outcome of each mail is written."""
    mails = list(Mail.objects.of_batch(batch))
    outcome = Outcome(mails)
    try:
        if mails:
            _hand_over(mails, Composer(mails, conferences), outcome, Journal(batch))
    finally:
        outcome.write()
        Journal(batch).end()
    return len(outcome.states[MailState.SENT])


class Outcome:
    """What has become of the mails of a batch; those that were not tried are queued again."""

    def __init__(self, mails: list[Mail]) -> None:
        self.untried = {mail.pk: mail for mail in mails}
        self.states: dict[MailState, list[int]] = defaultdict(list)
        self.put_off: list[int] = []

    def note(self, mail: Mail, state: MailState) -> None:
        """One mail has come to its end; the state may be another than noted before."""
        self.untried.pop(mail.pk, None)
        for keys in self.states.values():
            if keys and keys[-1] == mail.pk:
                keys.pop()
        self.states[state].append(mail.pk)

    def note_refusal(self, mail: Mail, *, is_final: bool) -> None:
        """The mail server has refused it, for good or for now."""
        if is_final or mail.attempts + 1 >= MAX_ATTEMPTS:
            self.note(mail, MailState.FAILED)
        else:
            self.states[MailState.UNKNOWN].remove(mail.pk)
            self.put_off.append(mail.pk)

    def write(self) -> None:
        """One statement for each state that occurs."""
        for state, keys in self.states.items():
            _set(keys, state=state)
        _set(list(self.untried), state=MailState.QUEUED)
        _set(self.put_off, state=MailState.QUEUED, attempts=F("attempts") + 1)


def _set(keys: list[int], **values: Any) -> None:
    if keys:
        Mail.objects.filter(pk__in=keys).update(batch=None, changed_at=timezone.now(), **values)


def _hand_over(mails: list[Mail], composer: Composer, outcome: Outcome, journal: Journal) -> None:
    began = timezone.now()
    connection = delivery_connection()
    connection.open()
    try:
        for mail in mails:
            if timezone.now() - began > timedelta(seconds=BATCH_SECONDS):
                return
            message = _composed(composer, mail, outcome)
            if message is not None:
                _hand_over_one(connection, mail, message, outcome, journal)
    finally:
        connection.close()


def _composed(composer: Composer, mail: Mail, outcome: Outcome) -> EmailMessage | None:
    """None where there is nothing to tell any more, or where it cannot be written."""
    try:
        message = composer.message(mail)
    except DatabaseError:
        raise
    except Exception:
        # One that cannot be written must not keep back the others.
        logger.exception("Mail %s cannot be written", mail.pk)
        outcome.note(mail, MailState.FAILED)
        return None
    if message is None:
        outcome.note(mail, MailState.SKIPPED)
    return message


def _hand_over_one(
    connection: Any, mail: Mail, message: EmailMessage, outcome: Outcome, journal: Journal
) -> None:
    """Raises where the mail server cannot be reached any more."""
    journal.note(mail.pk)
    # Until the mail server has answered; it stays so where the sender is broken off.
    outcome.note(mail, MailState.UNKNOWN)
    try:
        connection.send_messages([message])
    except (SMTPResponseException, SMTPRecipientsRefused) as refusal:
        outcome.note_refusal(mail, is_final=_is_final(refusal))
        _reopen(connection)
    except (SMTPException, OSError):
        logger.warning("Mail %s was broken off and is not sent again", mail.pk)
        _reopen(connection)
    else:
        outcome.note(mail, MailState.SENT)


def _is_final(refusal: SMTPResponseException | SMTPRecipientsRefused) -> bool:
    """Whether the mail server's answer says that another try is of no use (5xx)."""
    if isinstance(refusal, SMTPResponseException):
        return refusal.smtp_code >= 500
    return all(code >= 500 for code, _text in refusal.recipients.values())


def _reopen(connection: Any) -> None:
    connection.close()
    connection.open()


def recover(now: datetime) -> None:
    """Takes over what killed senders have left, by the journals of their batches."""
    lost = Mail.objects.filter(state=MailState.SENDING, changed_at__lt=now - LOST_AFTER)
    batches: dict[UUID, list[Mail]] = defaultdict(list)
    for mail in lost.order_by("pk"):
        if mail.batch is not None:
            batches[mail.batch].append(mail)
    for batch, mails in batches.items():
        _recover_batch(batch, mails, now)


def _recover_batch(batch: UUID, mails: list[Mail], now: datetime) -> None:
    outcome, handed_over = Outcome(mails), Journal(batch).handed_over()
    if handed_over is None:
        # Another machine has the journal; if that does not come back, nothing is risked.
        if all(mail.changed_at and mail.changed_at < now - GIVEN_UP_AFTER for mail in mails):
            _set([mail.pk for mail in mails], state=MailState.UNKNOWN)
        return
    by_key = {mail.pk: mail for mail in mails}
    for key in handed_over:
        if key in by_key:
            is_last = key == handed_over[-1]
            outcome.note(by_key[key], MailState.UNKNOWN if is_last else MailState.SENT)
    outcome.write()
    Journal(batch).end()
