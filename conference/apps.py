from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    """Conferences and the pages they are made of."""

    name = "conference"

    def ready(self) -> None:
        # A worker runs the kinds of work that it knows, without ever asking for the admin's hooks.
        from conference import recent_changes, signal_handlers, taking_contributions
        from conference.feeds import views
        from conference.new_conference import create_pages  # noqa: F401
        from legacy_import import import_job  # noqa: F401

        recent_changes.connect()
        signal_handlers.connect_signals()
        views.register()
        taking_contributions.connect()
