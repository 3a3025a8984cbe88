"""Cleaning steps for expired sessions and failed sign-ins."""

from django.conf import settings
from django.contrib.sessions.models import Session

from axes.models import AccessAttempt, AccessFailureLog, AccessLog

from core.housekeeping_registry import Cleaning, cleaning_step


@cleaning_step("sessions")
def delete_expired_sessions(cleaning: Cleaning) -> int:
    """Deletes sessions that have expired."""
    return cleaning.delete(Session.objects.filter(expire_date__lt=cleaning.now))


@cleaning_step("failed_sign_ins")
def delete_failed_sign_ins(cleaning: Cleaning) -> int:
    """Deletes failed sign-ins (names, IP addresses) that no longer count."""
    since = cleaning.now - settings.AXES_COOLOFF_TIME
    models = (AccessAttempt, AccessFailureLog, AccessLog)
    return sum(cleaning.delete(model.objects.filter(attempt_time__lt=since)) for model in models)
