"""A signal that wagtail-localize does not send, and the method that sends it in its place."""

from collections.abc import Callable

from django.dispatch import Signal

from wagtail_localize.models import TranslationSource

# `source`: a TranslationSource whose segments were extracted anew.
segments_extracted = Signal()


def refresh_segments(stock: Callable[..., None]) -> Callable[..., None]:
    """In place of `TranslationSource.refresh_segments`."""

    def refresh(self: TranslationSource) -> None:
        stock(self)
        segments_extracted.send(TranslationSource, source=self)

    return refresh
