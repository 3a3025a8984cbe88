from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """What translators need on top of wagtail-localize."""

    name = "translation"

    def ready(self) -> None:
        from translation import (
            alias_trees,
            checks,
            engine_rights,
            inline_tags,
            secrecy,
            snippets_by_language,
            stale_child_counts,
        )
        from translation.granting import signals
        from translation.review import mails, to_translate

        inline_tags.extend()
        stale_child_counts.connect()
        alias_trees.close()
        snippets_by_language.confine()
        secrecy.enforce()
        engine_rights.offer_no_alias()
        signals.connect()
        mails.connect()
        to_translate.connect()
        checks.register()
