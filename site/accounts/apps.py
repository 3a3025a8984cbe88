from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who works on the site: the groups with their rights, and accounts for trying it out."""

    name = "accounts"
