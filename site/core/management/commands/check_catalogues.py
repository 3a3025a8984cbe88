"""`manage.py check_catalogues`: fails if a catalogue, also of a seed, is stale or incomplete."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.languages import gettext_catalogues
from core.languages.message_checks import bare_word_faults
from core.seeding import discover, seed_catalogues


class Command(BaseCommand):
    """Checks the catalogues in locale/ and those of the seeds."""

    help = (
        "Fails where locale/ has untranslated, fuzzy, unused, missing or ambiguous strings, or"
        " APP/seed.*.po untranslated, fuzzy or missing ones."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Raises CommandError with one line for each fault."""
        with_gettext = gettext_catalogues.gettext_is_installed()
        if not with_gettext:
            self.stdout.write("gettext is not installed: not compared with the sources.")
        stale = gettext_catalogues.stale() if with_gettext else {}
        faults: list[str] = []
        notes: list[str] = []
        for path in gettext_catalogues.interface_catalogues():
            found = list(gettext_catalogues.faults(path))
            found += [*bare_word_faults(path), *stale.get(path, [])]
            faults += [f"{gettext_catalogues.language_of(path)}: {fault}" for fault in found]
            notes += gettext_catalogues.note_faults(path)
        faults += dict.fromkeys(notes)  # the same in every catalogue: said once
        for app_seed in discover():
            faults += seed_catalogues.faults_between(app_seed.catalogue_paths)
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("Interface and seed are translated completely.")
