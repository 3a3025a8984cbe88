"""App configuration of the importer."""

from django.apps import AppConfig


class LegacyImportConfig(AppConfig):
    """Importer for saved pages of the former site; removable when it is no longer needed."""

    name = "legacy_import"

    def ready(self) -> None:
        """Registers the import jobs."""
        # Registers the import jobs: a worker runs jobs without loading the admin's hooks.
        from legacy_import import import_run  # noqa: F401
