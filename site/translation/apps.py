from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """What translators need on top of wagtail-localize."""

    name = "translation"
