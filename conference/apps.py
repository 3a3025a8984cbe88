"""Application configuration of `conference`."""

from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    """Conferences and the pages they are made of."""

    name = "conference"

    def ready(self) -> None:
        """Registers job kinds and views, and connects signals."""
        # Imported here for their job kinds: a worker process does not import the admin's hooks.
        from conference import conference_provider, recent_changes, search_updates, withdrawing
        from conference.archiving import archive_job  # noqa: F401
        from conference.board import publish_job  # noqa: F401
        from conference.feeds import views
        from conference.models.session_page import named_session
        from conference.new_conference import create_pages  # noqa: F401
        from conference.preserving import preserve_job  # noqa: F401
        from core.navigation.menus import register_menu_title

        register_menu_title("sessionpage__theme", named_session)
        recent_changes.connect()
        search_updates.connect_signals()
        withdrawing.connect()
        views.register()
        conference_provider.connect()
