"""Cleaning step for what is kept about participants for a time only, the log of mails included."""

from django.db import transaction

from contributions.personal_data import retention
from core.housekeeping_steps import Cleaning, cleaning_step


@cleaning_step("participant_data")
def purge_participant_data(cleaning: Cleaning) -> int:
    """Deletes by the settings CONTRIBUTIONS_KEEP_…_DAYS; a dry run is rolled back."""
    with transaction.atomic():
        numbers = retention.purge(cleaning.now)
        transaction.set_rollback(cleaning.is_dry_run)
    return sum(numbers.values())
