"""`manage.py page_checksums`: what every public page looks like, as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from ops.rendering import page_checksums


class Command(BaseCommand):
    help = "Prints path and checksum of each public page, to compare two installations."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(json.dumps(page_checksums(), indent=0))
