"""What matches from the translation memory cost at 1,000, 10,000 and 100,000 pairs.

Sentences of 5 to 40 words, spread as in a language; a third of them are a few words away from
another one, as in texts that are revised; and whether the sentence that a text was made from is
found. Ends with an error where matches cost more than the target, or miss their source.
"""

import random
import statistics
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from tests.bench.databases import is_measuring, run_on_each, set_up
from tests.bench.targets import Cost, Verdicts, cost_of

SIZES = [1_000, 10_000, 100_000]
QUERIES = 60
WORDS = 20_000
SYLLABLES = [
    "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "xo", "zu",
    "tra", "bio", "pro", "con", "par",
]  # fmt: skip
MILLISECONDS = 50
# In per cent, of the sentences that a revised one was made from.
FOUND = 95

Pairs = list[tuple[str, str]]


def main() -> None:
    if is_measuring():
        measure()
    else:
        run_on_each("tests.bench.memory")


def measure() -> None:
    set_up()
    from django.db import connection

    verdicts = Verdicts(connection.vendor)
    chance = random.Random(16)  # noqa: S311
    texts = list(sentences(chance, SIZES[-1]))
    made = 0
    for size in SIZES:
        fill(texts[made:size])
        made = size
        judge(verdicts, chance, texts[:size])
    verdicts.end()


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


def judge(verdicts: Verdicts, chance: random.Random, texts: list[str]) -> None:
    from translation.memory import concordance, find_matches

    asked = chance.sample(texts, QUERIES)
    queries: dict[str, Pairs] = {
        "exact": [(text, text) for text in asked],
        "fuzzy": [(" ".join(revised(chance, text.split())), text) for text in asked],
        "new": [(text, "") for text in sentences(chance, QUERIES)],
    }
    for name, pairs in queries.items():
        costs, found = measured(lambda text: find_matches(text, "en", "fr"), pairs)
        say(verdicts, f"{name} match in {len(texts)}", costs, MILLISECONDS)
        if name != "new":
            missed = 100 * (1 - found / len(pairs))
            verdicts.say(f"{name} match missed", missed, 100 - FOUND, "per cent")
    words: Pairs = [(" ".join(text.split()[1:3]), "") for text in asked]
    costs, _found = measured(lambda text: concordance(text, "en", "fr"), words)
    say(verdicts, f"concordance in {len(texts)}", costs, None)


def measured(ask: Callable[[str], list[Any]], pairs: Pairs) -> tuple[list[Cost], int]:
    """The cost of each query, and how often the source of its text was found."""
    found = sum(any(match.source == source for match in ask(text)) for text, source in pairs)
    return [cost_of(lambda text=text: ask(text)) for text, _source in pairs], found


def say(verdicts: Verdicts, name: str, costs: list[Cost], target: float | None) -> None:
    judged = [verdicts.judged(cost) for cost in costs]
    verdicts.say(f"{name}, median", statistics.median(judged), target)
    verdicts.say(f"{name}, worst", max(judged), None)


if __name__ == "__main__":
    main()
