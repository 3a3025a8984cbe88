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
            stale_child_counts,
        )
        from translation.granting import signals
        from translation.languages import work as _adding  # noqa: F401
        from translation.quality import published, too_long
        from translation.review import mails, standing, to_translate
        from translation.submitting import work as _submitting  # noqa: F401
        from translation.upstream import locale_sync, patches

        stale_child_counts.connect()
        sibling_order.connect()
        locale_sync.connect()
        secrecy.enforce()
        signals.connect()
        mails.connect()
        to_translate.connect()
        standing.connect()
        patches.apply_all()
        learning.connect()
        notes.connect()
        checks.register()
        too_long.connect()
        published.connect()
