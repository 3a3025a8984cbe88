"""Translation memory: matches, concordance and repetitions for translators.

`recording` fills it when translations are published; `matches` and `concordance` search it;
`repetitions` applies one decision to equal segments (imported from there: it needs the states,
which need this package); `tmx` exchanges the memory with other tools.
Languages are language codes of locales ("en", "fr"); texts are HTML as in `String.data`.
"""

from translation.memory.concordance import Hit, concordance
from translation.memory.matches import Context, Match, find_matches
from translation.memory.recording import record_approved

__all__ = [
    "Context",
    "Hit",
    "Match",
    "concordance",
    "find_matches",
    "record_approved",
]
