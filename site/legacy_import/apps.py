from django.apps import AppConfig


class LegacyImportConfig(AppConfig):
    """Importer for saved pages of the former site; removable once a section has moved."""

    name = "legacy_import"
