"""Announces pages that were published together, so that apps do their work once for all of them.

`page_published` is sent for each page as ever, but receivers marked with `one_page_only` do nothing
then: they have a counterpart that receives `core.signals.pages_published_together`, or nothing to
do for content that the seed brings along.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import wraps
from typing import Any

from wagtail.models import Page, Revision
from wagtail.signals import page_published

from core.context_variables import set_within
from core.signals import pages_published_together

_together: ContextVar[bool] = ContextVar("pages_are_published_together", default=False)


def one_page_only(receiver: Callable[..., None]) -> Callable[..., None]:
    """Decorates a receiver of `page_published` that does nothing within `announce`."""

    @wraps(receiver)
    def receive(*args: Any, **kwargs: Any) -> None:
        if not _together.get():
            receiver(*args, **kwargs)

    return receive


def announce(published: Sequence[tuple[Page, Revision]]) -> None:
    """Sends the signals for live, specific pages and their revisions, within a transaction.

    Originals come before their translations.
    """
    with set_within(_together, value=True):
        for page, revision in published:
            page_published.send(sender=type(page), instance=page, revision=revision)
    if published:
        pages_published_together.send(sender=Page, published=published)
