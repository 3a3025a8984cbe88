"""`manage.py rebuild_search`: rebuilds the search index, for example after a restore."""

from typing import Any

from django.core.management.base import BaseCommand

from search.index_updates import rebuild


class Command(BaseCommand):
    """Rebuilds the search index."""

    help = "Indexes every live page anew and forgets the others. Safe to repeat."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Prints the number of indexed pages."""
        self.stdout.write(f"Search: {rebuild()} pages indexed")
