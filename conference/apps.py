from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    """Conferences and the pages they are made of."""

    name = "conference"

    def ready(self) -> None:
        # A worker runs the kinds of work that it knows, without ever asking for the admin's hooks.
        from conference import archive_work, changes, taking_contributions, upkeep  # noqa: F401
        from conference.importing import work  # noqa: F401
        from conference.outlets import views
        from conference.setup import write  # noqa: F401

        changes.connect()
        upkeep.connect_signals()
        views.register()
        taking_contributions.connect()
