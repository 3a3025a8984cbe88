from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """What translators need on top of wagtail-localize."""

    name = "translation"

    def ready(self) -> None:
        # A worker runs the kinds of work that it knows, without ever asking for the admin's hooks.
        from translation import (
            checks,
            learning,
            notes,
            secrecy,
            sibling_order,
            snippets_by_language,
            stale_child_counts,
            states,
        )
        from translation.discretion import naming
        from translation.engine import alias_trees, inline_tags, install
        from translation.granting import signals
        from translation.languages import work as _adding  # noqa: F401
        from translation.memory import privacy
        from translation.quality import published, too_long
        from translation.review import mails, standing, to_translate
        from translation.submitting import work as _submitting  # noqa: F401

        inline_tags.extend()
        stale_child_counts.connect()
        sibling_order.connect()
        alias_trees.close()
        snippets_by_language.confine()
        secrecy.enforce()
        naming.install()
        alias_trees.offer_none()
        signals.connect()
        mails.connect()
        to_translate.connect()
        standing.connect()
        install.install(source_changed=learning.source_changed, strings_changed=states.refresh)
        learning.connect()
        notes.connect()
        privacy.connect()
        checks.register()
        too_long.connect()
        published.connect()
