"""App configuration of the link checks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinkChecksConfig(AppConfig):
    """Links that lead nowhere: asked about before publishing, reported on afterwards."""

    name = "link_checks"
    verbose_name = _("Link checks")

    def ready(self) -> None:
        """Imports the job, so that it registers itself, and connects the signals."""
        from link_checks import check_job, page_history_entries

        page_history_entries.connect()

        assert check_job.KIND  # noqa: S101 - importing it registers the work
