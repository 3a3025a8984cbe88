"""Registers states, board and memory of translations, which `migrate` rebuilds after an upgrade."""

from wagtail_localize.models import Translation

from core.derived_data import derived_data
from translation import upstream
from translation.memory.store import record_everything
from translation.sync import segment_states


@derived_data("translation_states", version=1)
def rebuild_states() -> int:
    """Makes the states of translations that have none, as of a release before there were any, and
    brings those of the others up to date. Returns the number of the former.
    """
    without = set(Translation.objects.filter(records=None).values_list("pk", flat=True))
    translations = Translation.objects.select_related("source", "target_locale")
    for translation in translations.iterator(chunk_size=200):
        segment_states.refresh(translation)
        if translation.pk in without:
            target = upstream.target_of(translation)
            if target is not None and getattr(target, "live", True):
                segment_states.note_publication(translation, target)
    return len(without)


@derived_data("translation_memory", version=1)
def rebuild_memory() -> int:
    """Stores all approved translations; returns the number of pairs."""
    return record_everything()
