"""Registers states, board and memory of translations, which `migrate` rebuilds after an upgrade."""

from core.derived_data import derived_data
from translation.memory.store import record_everything
from translation.sync import segment_states


@derived_data("translation_states", version=1)
def rebuild_states() -> int:
    """Makes the states of translations that have none, as of a release before there were any.

    Those of the others are brought up to date. Returns the number of the former.
    """
    return segment_states.rebuild(published_if_new=True)


derived_data("translation_memory", version=1)(record_everything)
