from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """What translators need on top of wagtail-localize."""

    name = "translation"

    def ready(self) -> None:
        from translation import (
            alias_trees,
            checks,
            inline_tags,
            learning,
            notes,
            snippets_by_language,
            stale_child_counts,
            states,
        )
        from translation.engine import install

        inline_tags.extend()
        stale_child_counts.connect()
        alias_trees.close()
        snippets_by_language.confine()
        install.install(source_changed=learning.source_changed, strings_changed=states.refresh)
        learning.connect()
        notes.connect()
        checks.register()
