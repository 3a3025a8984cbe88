from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """What translators need on top of wagtail-localize."""

    name = "translation"

    def ready(self) -> None:
        # A worker runs the kinds of work that it knows, without ever asking for the admin's hooks.
        from translation import system_checks
        from translation.checks import length_marking, unchecked_publications
        from translation.engine import alias_trees, inline_tags, install
        from translation.languages import add_language_job as _adding  # noqa: F401
        from translation.memory import privacy
        from translation.permissions import draft_visibility, signals, snippet_permissions
        from translation.permissions.hidden_titles import page_titles
        from translation.review import review_mail, translator_mail, waiting_segments
        from translation.submission import submit_job as _submitting  # noqa: F401
        from translation.sync import child_counts, outdated_notice, segment_states, source_sync
        from translation.tree_sync import sibling_order

        inline_tags.extend()
        child_counts.connect()
        sibling_order.connect()
        alias_trees.close()
        snippet_permissions.confine()
        draft_visibility.enforce()
        page_titles.install()
        alias_trees.offer_none()
        signals.connect()
        review_mail.connect()
        translator_mail.connect()
        waiting_segments.connect()
        install.install(
            source_changed=source_sync.source_changed, strings_changed=segment_states.refresh
        )
        source_sync.connect()
        outdated_notice.connect()
        privacy.connect()
        system_checks.register()
        length_marking.connect()
        unchecked_publications.connect()
