"""Signal sent after a translation source's segments were extracted, and the patch that sends it."""

from collections.abc import Callable

from django.dispatch import Signal

from wagtail_localize.models import TranslationSource

# `source`: the TranslationSource whose segments were extracted.
segments_extracted = Signal()


def refresh_segments(stock: Callable[..., None]) -> Callable[..., None]:
    """Replacement for `TranslationSource.refresh_segments` that sends the signal."""

    def refresh(self: TranslationSource) -> None:
        stock(self)
        segments_extracted.send(TranslationSource, source=self)

    return refresh
