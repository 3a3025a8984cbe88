"""Groups everywhere; demo accounts where the settings ask for them."""

from django.conf import settings

from accounts.demo import create_demo_accounts
from accounts.groups import ensure_group
from accounts.roles import roles
from core.seeding.report import SeedReport


def seed(report: SeedReport) -> None:
    for role in roles():
        ensure_group(role, report)
    if settings.DEMO_ACCOUNTS:
        create_demo_accounts(report)
