"""Models of contributions, of their attached files and of their former texts."""

import uuid
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, Count, Max, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from django_countries.fields import CountryField

from contributions.markdown import as_html
from contributions.models.participants import Affiliation, Participant

ON_RECORD = ("published", "withdrawn")


class ContributionQuerySet(models.QuerySet[Any]):
    """Named queries for contributions."""

    def on_record(self) -> "ContributionQuerySet":
        """What readers may know of: published, or withdrawn (its number, date and reason)."""
        return self.filter(state__in=ON_RECORD)

    def published(self) -> "ContributionQuerySet":
        """Return the published contributions."""
        return self.filter(state="published")

    def of_conference(self, key: UUID) -> "ContributionQuerySet":
        """Return the contributions of the conference with this translation key."""
        return self.filter(conference_key=key)

    def of_session(self, key: UUID) -> "ContributionQuerySet":
        """Return the contributions of the session with this translation key."""
        return self.filter(session_key=key)

    def shown(self) -> "ContributionQuerySet":
        """With what a list shows of each: the number that it answers."""
        return self.select_related("parent").defer("text", "parent__html", "parent__text")

    def by_thread(self) -> "ContributionQuerySet":
        """Opening messages and pinned threads first, then each thread in its order."""
        first = Case(
            When(role="opening", then=Value(0)),
            When(is_pinned=True, then=Value(1)),
            default=Value(2),
        )
        return self.annotate(place=first).order_by("place", "thread_path")

    def by_time(self, *, newest_first: bool = False) -> "ContributionQuerySet":
        """Order by number, which is the order of posting."""
        return self.order_by("-number" if newest_first else "number")

    def drafts_of(self, participant: Any) -> "ContributionQuerySet":
        """Return a participant's drafts, the last saved first."""
        return self.filter(participant=participant, state="draft").order_by("-saved_at")

    def of_participant(self, participant: Any) -> "ContributionQuerySet":
        """What somebody has posted, the latest first."""
        return self.filter(participant=participant).exclude(state="draft").order_by("-number")

    def waiting(self) -> "ContributionQuerySet":
        """Return the contributions that wait for moderation, the oldest first."""
        return self.filter(state="waiting").order_by("posted_at", "number")

    def counted_by(self, *fields: str) -> Iterable[dict[str, Any]]:
        """How many there are for each value of the fields: rows with `count`."""
        return self.order_by().values(*fields).annotate(count=Count("pk")).order_by(*fields)

    def last_change(self) -> Any:
        """The latest instant at which readers got something else to see; None without any."""
        return self.aggregate(latest=Max("changed_at"))["latest"]


class State(models.TextChoices):
    """Only what is published is shown; of what is withdrawn, that it was there."""

    DRAFT = "draft", pgettext_lazy("contribution", "Draft")
    WAITING = "waiting", pgettext_lazy("contribution", "Waiting")
    PUBLISHED = "published", pgettext_lazy("contribution", "Published")
    RETURNED = "returned", pgettext_lazy("contribution", "Returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("contribution", "Withdrawn")


class Role(models.TextChoices):
    """What a contribution is in its session. The moderators' messages stand out."""

    ORDINARY = "", pgettext_lazy("contribution", "Contribution")
    OPENING = "opening", _("Opening message")
    INTERIM = "interim", _("Message from the moderators")
    CLOSING = "closing", _("Closing message")


class Contribution(models.Model):
    """Numbered when it is posted; a draft has no number. All instants are UTC."""

    number = models.PositiveIntegerField(
        pgettext_lazy("field", "number"), null=True, unique=True, editable=False
    )
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    """Of the form it was written in: the same form sent twice makes one contribution."""
    conference_key = models.UUIDField()
    session_key = models.UUIDField()
    question_key = models.UUIDField(null=True, blank=True)
    """The guiding question that it answers; these three are translation keys of the pages."""
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    quoted = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="quoted_in"
    )
    thread_path = models.CharField(max_length=500, blank=True, editable=False)
    """The numbers from the thread's first contribution to this one: see `models.numbers`."""

    language = models.CharField(pgettext_lazy("field", "language"), max_length=10)
    title = models.CharField(pgettext_lazy("field", "title"), max_length=200)
    text = models.TextField(pgettext_lazy("field", "text"))
    """Markdown, as it was written."""
    html = models.TextField(editable=False, blank=True)
    """Made of `text` and cleaned, when it is saved."""

    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, related_name="contributions"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    """The member of the staff who entered what arrived by other means."""
    author_name = models.CharField(pgettext_lazy("of a person", "name"), max_length=150, blank=True)
    author_affiliation = models.CharField(
        pgettext_lazy("field", "affiliation"),
        max_length=20,
        choices=Affiliation.choices,
        blank=True,
    )
    author_organization = models.CharField(
        pgettext_lazy("field", "organization"), max_length=200, blank=True
    )
    author_country = CountryField(pgettext_lazy("field", "country"), blank=True)
    """The four are as they were at the time of posting."""

    role = models.CharField(max_length=10, choices=Role.choices, default=Role.ORDINARY, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    state_reason = models.TextField(pgettext_lazy("field", "reason"), blank=True)
    """Why it was returned (for the author) or withdrawn (for everybody)."""
    is_pinned = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)
    """Whether its thread takes no further replies."""
    marks = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    """What readers are told of edits and redactions: see `contributions.edit_marks`."""
    has_attachments = models.BooleanField(default=False)

    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    posted_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    """When readers last got something else to see."""

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "contribution")
        verbose_name_plural = pgettext_lazy("kinds of objects", "contributions")
        constraints = [
            models.UniqueConstraint(fields=["participant", "token"], name="one_per_form"),
            models.CheckConstraint(
                condition=Q(state="draft", number=None) | ~Q(state="draft") & ~Q(number=None),
                name="numbered_once_posted",
            ),
        ]
        indexes = [
            models.Index(fields=["session_key", "state", "thread_path"], name="contr_thread"),
            models.Index(fields=["session_key", "state", "number"], name="contr_session"),
            models.Index(fields=["conference_key", "state", "number"], name="contr_conference"),
            models.Index(fields=["participant", "state"], name="contr_participant"),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.title}" if self.number else self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's own; the HTML is first rendered from the Markdown text."""
        self.html = as_html(self.text)
        super().save(*args, **kwargs)

    @property
    def depth(self) -> int:
        """How many contributions stand above it in its thread."""
        return self.thread_path.count("/")

    @property
    def reason(self) -> str:
        """The moderators' reason for its present state; after a correction, theirs was for another.

        `state_reason` keeps it for the mail that may not have been written yet.
        """
        return self.state_reason if self.state in (State.RETURNED, State.WITHDRAWN) else ""

    @property
    def is_published(self) -> bool:
        """Return whether the contribution is published."""
        return self.state == State.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        """Return whether the contribution was withdrawn."""
        return self.state == State.WITHDRAWN

    @property
    def is_on_record(self) -> bool:
        """Whether readers may know of it."""
        return self.is_published or self.is_withdrawn

    @property
    def is_of_moderators(self) -> bool:
        """Return whether it was posted in a role of the moderators or the secretariat."""
        return self.role != Role.ORDINARY


def stored_as(_attachment: Any, name: str) -> str:
    """Not to be guessed: who may have a file is asked where it is served."""
    suffix = name.rpartition(".")[2].lower()
    return f"contributions/{uuid4().hex}.{suffix}"


class Attachment(models.Model):
    """A file attached to a contribution; `size` is in bytes."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="attachments"
    )
    file = models.FileField(pgettext_lazy("field", "file"), upload_to=stored_as)
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField()
    """In bytes."""
    sha256 = models.CharField(max_length=64)
    attached_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "attachment")
        verbose_name_plural = pgettext_lazy("kinds of objects", "attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Edit(models.Model):
    """A former title and text, and who replaced them when and why."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="edits")
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    """Empty where the author did."""
    reason = models.CharField(pgettext_lazy("field", "reason"), max_length=500, blank=True)
    title_before = models.CharField(max_length=200)
    text_before = models.TextField()

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "edit")
        verbose_name_plural = pgettext_lazy("kinds of objects", "edits")
        ordering = ["edited_at", "pk"]

    def __str__(self) -> str:
        return f"#{self.contribution_id}, {self.edited_at:%Y-%m-%d %H:%M} UTC"


class Redaction(models.Model):
    """A passage that moderators took out; the text has a mark in its place."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="redactions"
    )
    passage = models.TextField(pgettext_lazy("field", "passage"))
    reason = models.CharField(pgettext_lazy("field", "reason"), max_length=500)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "redaction")
        verbose_name_plural = pgettext_lazy("kinds of objects", "redactions")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.reason
