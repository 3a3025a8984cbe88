"""`manage.py refresh_seed_catalogues`: the seed's strings, ready to be translated."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.seeding import catalogues, discover


class Command(BaseCommand):
    help = "Rewrites APP/seed.<language>.po from the seeded pages; translations are kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail on faults")

    def handle(self, *_args: Any, **options: Any) -> None:
        faults: list[str] = []
        try:
            for app_seed in discover():
                strings = catalogues.strings_of(app_seed)
                for language in [code for code, _name in settings.LANGUAGES][1:] if strings else []:
                    path = app_seed.catalogue_path(language)
                    if options["check"]:
                        faults += [
                            f"{path.name}: {line}" for line in catalogues.faults(path, strings)
                        ]
                    else:
                        to_do = catalogues.rewrite(path, language, strings)
                        self.stdout.write(f"{app_seed.app.label} {language}: {to_do} to do")
        except catalogues.PageNotSeededError as error:
            raise CommandError(str(error)) from error
        if faults:
            raise CommandError("\n".join(faults))
