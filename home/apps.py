"""Application configuration of `home`."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The app of the home page."""

    name = "home"
