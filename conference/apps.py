from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    name = "conference"

    def ready(self) -> None:
        # A worker runs the kinds of work that it knows, without ever asking for the admin's hooks.
        from conference.setup import write  # noqa: F401
