"""App configuration of security."""

from django.apps import AppConfig


class SecurityConfig(AppConfig):
    """Headers, sign-in and uploads."""

    name = "security"

    def ready(self) -> None:
        """Connects the throttling of second factors."""
        from security.sign_in import throttling

        throttling.connect()
