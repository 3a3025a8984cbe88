"""App configuration: connects signals and registers background jobs and system checks."""

from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """App configuration of the translation workflow, which extends wagtail-localize."""

    name = "translation"

    def ready(self) -> None:
        """Connects the signal handlers and imports the modules that register jobs and checks."""
        # A worker does not load wagtail_hooks, so modules that register jobs are imported here.
        from core.patches import patch_table
        from core.seeding import seed_translations
        from translation import system_checks
        from translation.checks import field_length, publish_signal_handlers, stored_results
        from translation.languages import add_language_job as _adding  # noqa: F401
        from translation.memory import store
        from translation.permissions import draft_visibility, group_page_permissions
        from translation.review import translation_mail, workflow_steps
        from translation.submission import submit_job as _submitting  # noqa: F401
        from translation.sync import outdated_notice, repair_child_counts, source_sync
        from translation.tree_sync import cascades
        from translation.upstream import instance_building, submission
        from translation.upstream.segment_extraction import segments_on

        draft_visibility.enforce()
        patch_table.apply_all()
        seed_translations.register_segmenter(
            seed_translations.Segmenter(segments_on, instance_building.put_into)
        )
        system_checks.register()
        # In the order in which their handlers are to run.
        for module in (
            repair_child_counts,
            cascades,
            submission,
            group_page_permissions,
            translation_mail,
            workflow_steps,
            source_sync,
            outdated_notice,
            store,
            field_length,
            stored_results,
            publish_signal_handlers,
        ):
            module.connect()
