"""App configuration of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Groups with their permissions, and demo accounts."""

    name = "accounts"
