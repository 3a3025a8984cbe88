"""Application configuration of `conference`."""

from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    """Conferences and the pages they are made of."""

    name = "conference"

    def ready(self) -> None:
        """Registers job kinds and views, and connects signals."""
        # Imported here for their job kinds: a worker process does not import the admin's hooks.
        import conference.archiving.archive
        import conference.board.publishing
        import conference.new_conference.create_pages
        import conference.preserving.zip_job  # noqa: F401
        from conference import conference_provider, content_changes, publishing_signals
        from conference.feeds import views
        from conference.models.session_page import named_session
        from core.navigation.menus import register_menu_title

        register_menu_title("sessionpage__theme", named_session)
        content_changes.connect()
        publishing_signals.connect()
        views.register()
        conference_provider.connect()
