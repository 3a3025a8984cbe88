"""The Job model: state, progress and report of one background job."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from core.text.text_joining import labelled
from jobs import registry

# A running job that has reported nothing for this long is taken to have lost its worker.
LOST_AFTER = timedelta(minutes=3)


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs by state and by who may see them."""

    def unfinished(self) -> "JobQuerySet":
        """Jobs that wait or run."""
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])

    def visible_to(self, user: Any) -> "JobQuerySet":
        """The user's own jobs; all of them for a superuser."""
        return self if user.is_superuser else self.filter(owner=user)


class Job(models.Model):
    """One background job. All instants are in UTC."""

    class State(models.TextChoices):
        """The states of a job."""

        WAITING = "waiting", pgettext_lazy("state of a job", "Waiting")
        RUNNING = "running", pgettext_lazy("state of a job", "Running")
        DONE = "done", pgettext_lazy("state of a job", "Done")
        FAILED = "failed", pgettext_lazy("state of a job", "Failed")
        CANCELLED = "cancelled", pgettext_lazy("state of a job", "Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=500, blank=True)
    """Shown to the owner: what the job works on, such as a page's title or a file's name."""
    arguments = models.JSONField(default=dict)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    language = models.CharField(max_length=20)
    """Language code in which the job writes its report: the owner's."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    """Number of steps; 0 while it is unknown."""
    report = models.JSONField(default=list)
    """Lines of text for the owner, in order."""
    result_url = models.CharField(max_length=500, blank=True)
    """Link shown to the owner when the job is done."""
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    heard_at = models.DateTimeField(default=timezone.now)
    """When the job last reported progress (UTC)."""
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["owner", "-created_at"], name="job_owner_created")]

    def __str__(self) -> str:
        return str(labelled(self.label, self.subject)) if self.subject else self.label

    @property
    def label(self) -> str:
        """The label of the job's kind; the kind's name where no app registers it any more."""
        try:
            return str(registry.get_kind(self.kind).label)
        except LookupError:
            return self.kind

    @property
    def is_finished(self) -> bool:
        """Whether the job is done, failed or cancelled."""
        return self.state not in (self.State.WAITING, self.State.RUNNING)

    @property
    def is_lost(self) -> bool:
        """Whether the worker died: the job is unfinished and silent for LOST_AFTER."""
        return not self.is_finished and timezone.now() - self.heard_at > LOST_AFTER

    @property
    def can_be_resumed(self) -> bool:
        """Whether the job is lost, failed or cancelled."""
        return self.is_lost or self.state in (self.State.FAILED, self.State.CANCELLED)

    @property
    def url(self) -> str:
        """The admin URL of the job."""
        return reverse("jobs:job", args=(self.pk,))


class WaitingMail(models.Model):
    """A mail that no mail server has taken yet; see `jobs.mail_queue`. Instants are in UTC."""

    content = models.JSONField()
    """Arguments of `EmailMultiAlternatives`; personal data, deleted with the row on delivery."""
    created_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True)
    """When a process began to deliver it."""

    def __str__(self) -> str:
        return f"Mail {self.pk} of {self.created_at:%Y-%m-%d %H:%M} UTC"
