"""`manage.py check_links`: checks links to other sites, as the button of the report does."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jobs import runner
from jobs.models import Job
from link_checks.check_job import KIND, running


class Command(BaseCommand):
    """Runs the job in this process, and needs no worker; `site-links.timer` starts it weekly."""

    help = (
        "Checks links to other sites: one request at a time, with a pause for each host, within "
        "LINK_CHECK_MOST and LINK_CHECK_SECONDS. Reports -> Links to other sites shows the result. "
        "Does nothing while another run is under way."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Runs the job and prints its report. Raises CommandError if it failed."""
        if running() is not None:
            self.stdout.write("Links are being checked already.")
            return
        job = Job.objects.create(kind=KIND, language=settings.LANGUAGE_CODE)
        runner.run_job.call(str(job.pk))
        job.refresh_from_db()
        for line in job.report:
            self.stdout.write(line)
        if job.state != Job.State.DONE:
            raise CommandError(f"The check of links ended as {job.state!r}.")
