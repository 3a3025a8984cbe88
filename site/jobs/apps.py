"""App configuration of background jobs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Background jobs with progress, in the admin under Reports."""

    name = "jobs"
    verbose_name = _("Background work")
