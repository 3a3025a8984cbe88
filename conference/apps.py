from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    name = "conference"

    def ready(self) -> None:
        # Its kinds of background work register themselves.
        from conference import archive_work  # noqa: F401
