"""Cleaning step for results of link checks."""

from django.conf import settings

from core.housekeeping_registry import Cleaning, cleaning_step
from link_checks.models import CheckedLink


@cleaning_step("link_checks")
def delete_old_results(cleaning: Cleaning) -> int:
    """Deletes results that are older than KEPT_LINK_CHECKS_DAYS, as of links that are gone."""
    before = cleaning.before(settings.KEPT_LINK_CHECKS_DAYS)
    return cleaning.delete(CheckedLink.objects.filter(checked_at__lt=before))
