"""Stems words in the same way for both databases: "décisions" and "décision" share one stem.

Readers leave accents out, so folded words are stemmed, on the page and in the query.
"""

import re
from functools import lru_cache
from threading import local
from typing import Any

import snowballstemmer

# Words of other languages are not stemmed.
ALGORITHMS = {
    "ar": "arabic",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ru": "russian",
}
# Without accents, a stem may have one more ending to remove: "modifiees", "modifie".
STEPS = 3
# Folding takes the breve off "й", by which the stemmer knows the endings of adjectives.
_RUSSIAN_ENDING = re.compile("(?<=[ыое])и$")
# "organisation" and "organization" are one word; so are "programme" and "program".
_ENGLISH_S = re.compile(r"(?<=[a-z]{3})is(?=(?:e[drs]?|ing|ations?|able)$)")
_AMERICAN = {"programme": "program", "programmes": "programs"}
# Stemmers are stateful, so each thread has its own.
_stemmers = local()


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Returns the stem of a folded word; the word itself if the language has no stemmer."""
    algorithm = ALGORITHMS.get(language.partition("-")[0].lower())
    if algorithm is None:
        return word
    stemmer = _stemmer(algorithm)
    if algorithm == "russian":
        word = _RUSSIAN_ENDING.sub("й", word)
    elif algorithm == "english":
        word = _ENGLISH_S.sub("iz", _AMERICAN.get(word, word))
    for _step in range(STEPS if algorithm == "french" else 1):
        shorter = stemmer.stemWord(word)
        if shorter == word:
            break
        word = shorter
    return word


def stems(words: list[str], language: str) -> list[str]:
    """Returns the stem of each of the folded words."""
    return [stem(word, language) for word in words]


def _stemmer(algorithm: str) -> Any:
    if not hasattr(_stemmers, algorithm):
        setattr(_stemmers, algorithm, snowballstemmer.stemmer(algorithm))
    return getattr(_stemmers, algorithm)
