from django.apps import AppConfig


class SecurityConfig(AppConfig):
    """What keeps the site safe: headers, sign-in, uploads, texts from outside."""

    name = "security"

    def ready(self) -> None:
        from security.sign_in import throttling

        throttling.connect()
