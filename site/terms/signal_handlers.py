"""Clears the caches and sends `terms_changed` after terms or authentic texts change."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from terms import authentic_matching, bilingual_terms
from terms.models import AuthenticWording, Concept, Term
from terms.signals import terms_changed
from terms.term_languages import codes


def connect() -> None:
    """Connects the handlers to the models' save and delete signals."""
    for model in (Concept, Term):
        for signal in (post_save, post_delete):
            signal.connect(_on_change, sender=model, dispatch_uid=f"terms.{model.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(_on_wording, sender=AuthenticWording, dispatch_uid="terms.AuthenticWording")


def _on_wording(**_kwargs: Any) -> None:
    """Clears the cache now and after the commit: others read the old wordings until then."""
    authentic_matching.forget()
    transaction.on_commit(authentic_matching.forget)


def _on_change(**_kwargs: Any) -> None:
    notify_changed()


def notify_changed() -> None:
    """Clears the cache and sends `terms_changed` after the commit, once per transaction.

    Call it after writes that send no model signals, such as `bulk_create`.
    """
    bilingual_terms.forget()
    waiting = transaction.get_connection().run_on_commit
    if not any(function is _send_changed for _savepoints, function, _robust in waiting):
        transaction.on_commit(_send_changed)


def _send_changed() -> None:
    # Another process may have cached the old terms between the change and its commit.
    bilingual_terms.forget()
    terms_changed.send(sender=Term, languages=codes())
