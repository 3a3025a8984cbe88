"""Model of requests for sign-in codes, for rate limiting."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

# From one address (a ministry has one for all its people) so many times as many.
PER_ADDRESS = 5


class SignInRequest(models.Model):
    """A request for a sign-in code; `address` is the network address, `requested_at` in UTC."""

    email = models.EmailField(db_index=True)
    """In lower case."""
    address = models.GenericIPAddressField(null=True, db_index=True)
    requested_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.requested_at:%Y-%m-%d %H:%M} UTC"


def note(email: str, address: str | None) -> bool:
    """Notes the request; False where there were too many within an hour."""
    now = timezone.now()
    kept_for = timedelta(days=settings.CONTRIBUTIONS_KEEP_CODE_REQUESTS_DAYS)
    SignInRequest.objects.filter(requested_at__lt=now - kept_for).delete()
    recent = SignInRequest.objects.filter(requested_at__gt=now - timedelta(hours=1))
    most = settings.CONTRIBUTIONS_CODES_PER_HOUR
    if recent.filter(email=email).count() >= most:
        return False
    if address and recent.filter(address=address).count() >= most * PER_ADDRESS:
        return False
    SignInRequest.objects.create(email=email, address=address)
    return True
