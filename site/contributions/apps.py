"""App configuration of contributions."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """Participants of conferences, what they contribute, and its moderation."""

    name = "contributions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the views below sessions and conferences, and connect the mail to events."""
        from contributions import proceedings, search_source
        from contributions.mail import create_mailings
        from contributions.reading import views
        from contributions.translating import follow_original

        views.connect()
        create_mailings.connect()
        search_source.connect(self)
        proceedings.connect()
        follow_original.connect()
