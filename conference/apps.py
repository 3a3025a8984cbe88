from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    name = "conference"

    def ready(self) -> None:
        from conference import changes
        from conference.outlets import views

        changes.connect()
        views.register()
