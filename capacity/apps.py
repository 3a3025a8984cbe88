from django.apps import AppConfig


class CapacityConfig(AppConfig):
    name = "capacity"

    def ready(self) -> None:
        from capacity import glossary_preview, glossary_upkeep, outlets
        from terms import preview

        outlets.register()
        glossary_upkeep.connect()
        preview.register(glossary_preview.preview_concept)
