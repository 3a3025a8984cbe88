"""Seeds the groups and, where DEMO_ACCOUNTS is on, the demo accounts."""

from django.conf import settings

from accounts.demo_accounts import create_demo_accounts
from accounts.role_groups import ensure_group, grant_later_permissions
from accounts.roles import roles
from core.seeding.seed_toml import SeedReport


def seed(report: SeedReport) -> None:
    """Creates groups and demo accounts; safe to repeat."""
    known = roles()
    grant_later_permissions(known, report)
    for role in known:
        ensure_group(role, report)
    if settings.DEMO_ACCOUNTS:
        create_demo_accounts(report)
