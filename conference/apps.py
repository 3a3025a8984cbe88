from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    """Conferences and the pages they are made of."""

    name = "conference"

    def ready(self) -> None:
        # A worker runs the kinds of work that it knows, without ever asking for the admin's hooks.
        from conference import recent_changes, signal_handlers, taking_contributions
        from conference.archiving import archive_job  # noqa: F401
        from conference.board import publish_job  # noqa: F401
        from conference.feeds import views
        from conference.models.session_page import named_session
        from conference.new_conference import create_pages  # noqa: F401
        from core.navigation.menus import name_by

        name_by("sessionpage__theme", named_session)
        recent_changes.connect()
        signal_handlers.connect_signals()
        views.register()
        taking_contributions.connect()
