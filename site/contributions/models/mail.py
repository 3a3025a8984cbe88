"""Models of mail to participants: what each wants, what is to be sent, and a row for each mail."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from contributions.models.contribution import Contribution
from contributions.models.participants import Participant

# A mail that the mail server has refused for now is tried again after this time.
TRIED_AGAIN_AFTER = timedelta(minutes=10)


class Frequency(models.TextChoices):
    """How often a participant gets mail about new contributions."""

    AT_ONCE = "at once", pgettext_lazy("mail", "Each contribution at once")
    DAILY = "daily", pgettext_lazy("mail", "A daily digest")
    NONE = "none", pgettext_lazy("mail", "No mail")


class Subscription(models.Model):
    """What a participant has chosen for a conference, or for one of its sessions.

    Without a row for a session that of the conference counts, and without that the daily digest.
    """

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="subscriptions"
    )
    conference_key = models.UUIDField()
    session_key = models.UUIDField(null=True)
    """Null: of the whole conference."""
    frequency = models.CharField(
        pgettext_lazy("how often mail is sent", "mail"), max_length=10, choices=Frequency.choices
    )

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "subscription")
        verbose_name_plural = pgettext_lazy("kinds of objects", "subscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "conference_key"],
                condition=Q(session_key=None),
                name="one_subscription_per_conference",
            ),
            models.UniqueConstraint(
                fields=["participant", "session_key"],
                condition=~Q(session_key=None),
                name="one_subscription_per_session",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_frequency_display())


class MailingKind(models.TextChoices):
    """What a mailing tells its recipients."""

    CONTRIBUTION = "contribution", pgettext_lazy("mail", "New contribution")
    DIGEST = "digest", pgettext_lazy("mail", "Daily digest")
    OPENING = "opening", pgettext_lazy("mail", "The conference opens")
    CLOSING_SOON = "closing soon", pgettext_lazy("mail", "The conference closes soon")
    EXTENSION = "extension", pgettext_lazy("mail", "The conference is extended")
    CLOSED = "closed", pgettext_lazy("mail", "The conference is closed")
    CANCELLED = "cancelled", pgettext_lazy("mail", "The conference is cancelled")
    OWN_PUBLISHED = "own published", pgettext_lazy("mail", "Own contribution published")
    OWN_RETURNED = "own returned", pgettext_lazy("mail", "Own contribution returned")
    OWN_WITHDRAWN = "own withdrawn", pgettext_lazy("mail", "Own contribution withdrawn")


OF_CONFERENCE = {
    MailingKind.OPENING,
    MailingKind.CLOSING_SOON,
    MailingKind.EXTENSION,
    MailingKind.CLOSED,
    MailingKind.CANCELLED,
}
TO_THE_AUTHOR = {
    MailingKind.OWN_PUBLISHED,
    MailingKind.OWN_RETURNED,
    MailingKind.OWN_WITHDRAWN,
}


class Mailing(models.Model):
    """One thing that is told by mail. The key makes it unique: nothing is told twice."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=MailingKind.choices)
    conference_key = models.UUIDField(null=True)
    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, null=True, related_name="mailings"
    )
    since = models.DateTimeField(null=True)
    """Of a digest: contributions published after this instant (UTC) …"""
    until = models.DateTimeField(null=True)
    """… and not after this one."""
    created_at = models.DateTimeField(auto_now_add=True)
    addressed_at = models.DateTimeField(null=True, db_index=True)
    """When the rows of its mails were written (UTC); null: not yet."""

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "mailing")
        verbose_name_plural = pgettext_lazy("kinds of objects", "mailings")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key


class MailState(models.TextChoices):
    """The states of one mail."""

    QUEUED = "queued", pgettext_lazy("mail", "To be sent")
    SENDING = "sending", pgettext_lazy("mail", "Being sent")
    SENT = "sent", pgettext_lazy("mail", "Sent")
    SKIPPED = "skipped", pgettext_lazy("mail", "Nothing to tell any more")
    FAILED = "failed", pgettext_lazy("mail", "Refused by the mail server")
    UNKNOWN = "unknown", pgettext_lazy("mail", "Broken off; not sent again")


class MailQuerySet(models.QuerySet["Mail"]):
    """Named queries for mails."""

    def to_be_sent(self, now: datetime) -> "MailQuerySet":
        """Queued mails, the oldest first; what was put off waits for some minutes."""
        is_due = Q(attempts=0) | Q(changed_at__lt=now - TRIED_AGAIN_AFTER)
        return self.filter(is_due, state=MailState.QUEUED).order_by("pk")

    def of_batch(self, batch: UUID) -> "MailQuerySet":
        """The mails that one sender has taken, with what sending needs of each."""
        taken = self.filter(batch=batch, state=MailState.SENDING)
        return taken.select_related("participant__user", "mailing").order_by("pk")


class Mail(models.Model):
    """One mail to one participant. All instants are UTC."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="mails")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="mails")
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    batch = models.UUIDField(null=True, db_index=True)
    """Of the sender that has taken it."""
    changed_at = models.DateTimeField(null=True)
    """When it was last taken, sent or given back."""

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("to a participant", "mail")
        verbose_name_plural = pgettext_lazy("to participants", "mails")
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "participant"], name="one_mail_per_participant"
            )
        ]
        indexes = [models.Index(fields=["state", "id"], name="contr_mail_state")]

    def __str__(self) -> str:
        return f"{self.mailing_id}, {self.get_state_display()}"
