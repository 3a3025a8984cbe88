"""Translation memory: matches, concordance and repetitions for translators.

`store` adds published translations; `matches` searches; `tmx` exchanges TMX files.
`sync.pretranslation` and `workspace.suggestions` apply what is found. Languages are locale language
codes ("en", "fr"); texts are HTML as in `String.data`.
"""

from translation.memory.matches import Context, Hit, Match, concordance, find_matches
from translation.memory.store import record_approved

__all__ = ["Context", "Hit", "Match", "concordance", "find_matches", "record_approved"]
