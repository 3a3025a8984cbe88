from django.apps import AppConfig


class CapacityConfig(AppConfig):
    name = "capacity"

    def ready(self) -> None:
        from capacity import glossary_upkeep, outlets

        outlets.register()
        glossary_upkeep.connect()
