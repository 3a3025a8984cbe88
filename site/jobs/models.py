"""What is known of one piece of background work."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs import registry

# Work that has said nothing for so long has lost its worker.
SILENCE = timedelta(minutes=3)


class JobQuerySet(models.QuerySet["Job"]):
    def unfinished(self) -> "JobQuerySet":
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])

    def visible_to(self, user: Any) -> "JobQuerySet":
        """One's own; administrators see all."""
        return self if user.is_superuser else self.filter(owner=user)


class Job(models.Model):
    """One piece of work. All instants are in UTC."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=500, blank=True)
    """What it is done to, in the words of its owner: a page's title, a file's name."""
    arguments = models.JSONField(default=dict)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    language = models.CharField(max_length=20)
    """The owner's language, in which the work reports."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    """0 while it is not known how many steps there are."""
    report = models.JSONField(default=list)
    """Lines of text for the owner, in order."""
    result_url = models.CharField(max_length=500, blank=True)
    """Where the owner goes on, once it is done."""
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    heard_at = models.DateTimeField(default=timezone.now)
    """When it last said something."""
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["owner", "-created_at"], name="job_owner_created")]

    def __str__(self) -> str:
        return f"{self.label}: {self.subject}" if self.subject else self.label

    @property
    def label(self) -> str:
        try:
            return str(registry.kind(self.kind).label)
        except LookupError:
            return self.kind

    @property
    def is_finished(self) -> bool:
        return self.state not in (self.State.WAITING, self.State.RUNNING)

    @property
    def is_lost(self) -> bool:
        """Whether its worker died: it is not finished, and has been silent for too long."""
        return not self.is_finished and timezone.now() - self.heard_at > SILENCE

    @property
    def can_be_resumed(self) -> bool:
        return self.is_lost or self.state in (self.State.FAILED, self.State.CANCELLED)

    @property
    def url(self) -> str:
        return reverse("jobs:job", args=(self.pk,))
