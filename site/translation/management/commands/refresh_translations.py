"""`manage.py refresh_translations`: rebuilds segment states and fills the translation memory."""

from typing import Any

from django.core.management.base import BaseCommand

from translation.memory.store import record_everything
from translation.sync import segment_states


class Command(BaseCommand):
    """Rebuilds the state of all translations."""

    help = "Makes the states of all translations anew, also of those from before there were any."

    def handle(self, **_options: Any) -> None:
        """Rebuilds the states and prints the counts."""
        number = segment_states.rebuild()
        self.stdout.write(f"Refreshed {number} translations.")
        self.stdout.write(f"The translation memory has {record_everything()} approved pairs.")
