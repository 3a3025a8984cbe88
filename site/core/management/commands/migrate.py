"""`manage.py migrate`: Django's own, with the quicker executor of `core.migration_executor`."""

from django.core.management.commands import migrate

from core.patches import patch_table

patch_table.apply_those_of(__name__)


class Command(migrate.Command):
    """Applies migrations."""
