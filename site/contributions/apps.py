"""App configuration of contributions."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """Participants of conferences, what they contribute, and its moderation."""

    name = "contributions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the views below sessions and conferences, and connect the mail to events."""
        from contributions.mail import mailings
        from contributions.reading import forms_of_pages

        forms_of_pages.connect()
        mailings.connect()
