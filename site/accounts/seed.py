"""Groups everywhere; demo accounts where the settings ask for them."""

from django.conf import settings

from accounts.demo_accounts import create_demo_accounts
from accounts.role_groups import ensure_group, give_rights_on_settings, give_term_rights
from accounts.roles import roles
from core.seeding.report import SeedReport


def seed(report: SeedReport) -> None:
    known = roles()
    give_term_rights(known, report)
    give_rights_on_settings(known, report)
    for role in known:
        ensure_group(role, report)
    if settings.DEMO_ACCOUNTS:
        create_demo_accounts(report)
