"""App configuration of the editor's guide."""

from django.apps import AppConfig


class GuideConfig(AppConfig):
    """The editor's guide, shown within the admin."""

    name = "guide"
