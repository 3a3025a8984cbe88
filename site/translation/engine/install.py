"""Puts this site's ways in the place of wagtail-localize's own; once, when the apps are ready."""

from collections.abc import Callable
from typing import Any

from wagtail_localize import models as localize
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.segments import extract, ingest
from wagtail_localize.views import edit_translation

from core.monkeypatch import replace
from translation.engine import editor, images, making
from translation.engine.quiet import is_quiet, quietly

Listener = Callable[[Any], None]


def install(*, source_changed: Listener, strings_changed: Listener) -> None:
    """`source_changed` is told of each TranslationSource whose segments were taken anew,

    `strings_changed` of each Translation that strings were imported for in bulk.
    """
    replace(TranslationSource, "_get_segments_for_translation", making.segments_for_translation)
    replace(TranslationSource, "create_or_update_translation", making.create_or_update_translation)
    replace(localize, "ingest_segments", making.ingest_segments)
    replace(TranslationSource, "refresh_segments", lambda stock: _telling(stock, source_changed))
    replace(edit_translation, "edit_translation", editor.edit_translation)
    replace(edit_translation, "render", editor.render)
    replace(Translation, "import_po", lambda stock: _in_bulk(stock, strings_changed))
    replace(extract, "extract_strings", images.extract_strings)
    replace(extract, "StringSegmentValue", images.string_segment)
    replace(ingest, "restore_strings", images.restore_strings)
    replace(edit_translation, "get_segment_location_info", images.location_of_segment)


def _telling(stock: Callable[..., Any], listener: Listener) -> Callable[..., Any]:
    def refresh_segments(self: TranslationSource) -> None:
        stock(self)
        listener(self)

    return refresh_segments


def _in_bulk(stock: Callable[..., Any], listener: Listener) -> Callable[..., Any]:
    def import_po(self: Translation, *args: Any, **kwargs: Any) -> Any:
        with quietly():
            warnings = stock(self, *args, **kwargs)
        if not is_quiet():
            listener(self)
        return warnings

    return import_po
