"""What matches from the translation memory cost at 1,000, 10,000 and 100,000 pairs.

Sentences of 5 to 40 words, spread as in a language; a third of them are a few words away from
another one, as in texts that are revised; and whether the sentence that a text was made from is
found. Processor time is this process's; PostgreSQL works in another one, so there the time on the
clock is what counts.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from tests.bench.databases import is_measuring, run_on_each, set_up

SIZES = [1_000, 10_000, 100_000]
QUERIES = 60
WORDS = 20_000
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "xo",
    "zu",
    "tra",
    "bio",
    "pro",
    "con",
    "par",
]
BAR_MILLISECONDS = 50


def main() -> None:
    if is_measuring():
        measure()
    else:
        run_on_each("tests.bench.memory")


def measure() -> None:
    set_up()
    from django.db import connection

    print(f"\n{connection.vendor}: milliseconds: processor, clock, worst on the clock; share found")  # noqa: T201
    chance = random.Random(16)  # noqa: S311
    texts = list(sentences(chance, SIZES[-1]))
    made = 0
    for size in SIZES:
        fill(texts[made:size])
        made = size
        for name, (own, median, worst, found) in costs(chance, texts[:size]).items():
            line = f"{size:>9} {name:>14} {own:8.1f} {median:8.1f} {worst:8.1f} {found:6.0%}"
            cost = own if connection.vendor == "sqlite" else median
            above = "" if cost <= BAR_MILLISECONDS else "  above the bar"
            print(line + above, flush=True)  # noqa: T201


def sentences(chance: random.Random, count: int) -> Iterator[str]:
    words = ["the", "of", "and", "to", "in", "on", "for"]
    words += ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(WORDS)]
    weights = [1 / (place + 2) for place in range(len(words))]
    last: list[str] = []
    for _ in range(count):
        if last and chance.random() < 1 / 3:
            last = revised(chance, last)
        else:
            last = chance.choices(words, weights, k=chance.randint(5, 40))
        yield " ".join(last).capitalize() + "."


def revised(chance: random.Random, words: list[str]) -> list[str]:
    """Every tenth word another one, at least one."""
    changed = list(words)
    for _ in range(max(1, len(words) // 10)):
        changed[chance.randrange(len(changed))] = "".join(chance.choices(SYLLABLES, k=3))
    return changed


def fill(texts: list[str]) -> None:
    from django.db import connection

    from translation.memory.store import NewPair, keep

    now = datetime(2026, 1, 1, tzinfo=UTC)
    keep(NewPair("en", "fr", text, f"Fr {text}", now) for text in texts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def costs(chance: random.Random, texts: list[str]) -> dict[str, tuple[float, float, float, float]]:
    from translation.memory import concordance, find_matches

    asked = chance.sample(texts, QUERIES)
    fuzzy = [(" ".join(revised(chance, text.split())), text) for text in asked]
    new = list(sentences(chance, QUERIES))
    return {
        "exact": _timed(lambda pair: find_matches(pair[0], "en", "fr"), [(t, t) for t in asked]),
        "fuzzy": _timed(lambda pair: find_matches(pair[0], "en", "fr"), fuzzy),
        "new": _timed(lambda pair: find_matches(pair[0], "en", "fr"), [(t, "") for t in new]),
        "concordance": _timed(
            lambda pair: concordance(pair[0], "en", "fr"),
            [(" ".join(text.split()[1:3]), "") for text in asked],
        ),
    }


def _timed(
    ask: Callable[[tuple[str, str]], list[Any]], pairs: list[tuple[str, str]]
) -> tuple[float, float, float, float]:
    """Milliseconds: of the processor (mean), median, worst; how often the source was found."""
    milliseconds, found = [], 0
    own = time.process_time()
    for pair in pairs:
        begun = time.perf_counter()
        matches = ask(pair)
        milliseconds.append((time.perf_counter() - begun) * 1000)
        found += any(match.source == pair[1] for match in matches)
    own = (time.process_time() - own) * 1000 / len(pairs)
    return own, statistics.median(milliseconds), max(milliseconds), found / len(pairs)


if __name__ == "__main__":
    main()
