"""Archiving as background work."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from conference.archiving import archive
from conference.archiving.archive import RefusedError, Report, Step
from conference.models import ConferencePage
from jobs import job
from jobs.progress import Progress

ARCHIVE = "archive-conference"
RESTORE = "restore-conference"

Plan = Callable[[ConferencePage], list[Step]]
Move = Callable[[list[Step], Any, Report], None]


@job(ARCHIVE, _("Archiving a conference"))
def archive_conference(progress: Progress, *, conference_id: int) -> None:
    _run(progress, conference_id, archive.steps_into_archive, archive.archive)


@job(RESTORE, _("Taking a conference out of the archive"))
def restore_conference(progress: Progress, *, conference_id: int) -> None:
    _run(progress, conference_id, archive.steps_out_of_archive, archive.restore)


def _run(progress: Progress, conference_id: int, plan: Plan, move: Move) -> None:
    """All or nothing; done again, it does nothing. What has changed since is checked anew.

    So it is one transaction, and others see its progress when it is over: 1,000 pages in three
    languages take one or two seconds (docs/decisions.md).
    """
    conference = ConferencePage.objects.get(pk=conference_id)
    owner = progress.job.owner
    try:
        with transaction.atomic():
            steps = plan(conference)
            if steps:
                archive.check_rights(owner, steps)
                counts = {step.page.pk: step.page_count for step in steps}
                progress.set_total(sum(counts.values()))
                move(steps, owner, lambda step: progress.advance(counts[step.page.pk]))
    except RefusedError as refusal:
        progress.add_line(str(refusal))
        raise
    for step in steps:
        progress.add_line(_summary(step))
    parent = ConferencePage.objects.get(pk=conference_id).get_parent()
    progress.set_result_url(reverse("wagtailadmin_explore", args=[parent.pk]))


def _summary(step: Step) -> str:
    page = Step(ConferencePage.objects.get(pk=step.page.pk), step.source, step.destination)
    count = page.page_count
    message = ngettext(
        "%(language)s: %(count)d page moved", "%(language)s: %(count)d pages moved", count
    )
    return message % {"language": step.language, "count": count}
