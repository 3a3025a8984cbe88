from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """What translators need on top of wagtail-localize."""

    name = "translation"

    def ready(self) -> None:
        from translation import (
            alias_trees,
            checks,
            inline_tags,
            snippets_by_language,
            stale_child_counts,
        )
        from translation.quality import published, too_long

        inline_tags.extend()
        stale_child_counts.connect()
        alias_trees.close()
        snippets_by_language.confine()
        checks.register()
        too_long.connect()
        published.connect()
