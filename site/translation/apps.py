"""App configuration: connects signals and registers background jobs and system checks."""

from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """App configuration of the translation workflow, which extends wagtail-localize."""

    name = "translation"

    def ready(self) -> None:
        """Connects the signal handlers and imports the modules that register jobs and checks."""
        # A worker does not load wagtail_hooks, so modules that register jobs are imported here.
        from translation import system_checks
        from translation.checks import (
            mark_too_long,
            stored_results,
            unchecked_publications,
            untranslated_refusal,
        )
        from translation.languages import add_language_job as _adding  # noqa: F401
        from translation.memory import restricted_pages
        from translation.permissions import draft_visibility, signal_handlers
        from translation.review import review_mail, translator_mail, workflow_signal_handlers
        from translation.submission import submit_job as _submitting  # noqa: F401
        from translation.sync import child_counts, outdated_notice, source_sync
        from translation.tree_sync import sibling_order
        from translation.upstream import alias_refusal, patches

        child_counts.connect()
        sibling_order.connect()
        alias_refusal.connect()
        draft_visibility.enforce()
        signal_handlers.connect()
        review_mail.connect()
        translator_mail.connect()
        workflow_signal_handlers.connect()
        patches.apply_all()
        source_sync.connect()
        outdated_notice.connect()
        restricted_pages.connect()
        system_checks.register()
        untranslated_refusal.connect()
        mark_too_long.connect()
        stored_results.connect()
        unchecked_publications.connect()
