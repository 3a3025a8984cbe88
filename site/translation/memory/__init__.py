"""Translation memory: matches, concordance and repetitions for translators.

`recording` adds published translations; `matches` and `concordance` search; `repetitions` applies
one translation to equal segments (not imported here: it depends on `sync`, which depends on this
package); `tmx_reading` and `tmx_writing` exchange TMX files. Languages are locale language codes
("en", "fr"); texts are HTML as in `String.data`.
"""

from translation.memory.concordance import Hit, concordance
from translation.memory.matches import Context, Match, find_matches
from translation.memory.record_pairs import record_approved

__all__ = [
    "Context",
    "Hit",
    "Match",
    "concordance",
    "find_matches",
    "record_approved",
]
