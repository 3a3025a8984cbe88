"""Counts and reports what a run of the seed does."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class SeedReport:
    """Counts what was created, kept or left out; prints each creation at once."""

    say: Callable[[str], object] = lambda _line: None
    counts: Counter[str] = field(default_factory=Counter)

    def created(self, what: str) -> None:
        """Counts and prints a creation."""
        self.counts["created"] += 1
        self.say(f"created  {what}")

    def kept(self) -> None:
        """Counts an object that exists already."""
        self.counts["kept"] += 1

    def left_out(self, what: str, why: str) -> None:
        """Counts and prints an object that is not created, with the reason."""
        self.counts["left out"] += 1
        self.say(f"left out {what}: {why}")

    def note(self, line: str) -> None:
        """Prints a line."""
        self.say(line)

    def summary(self) -> str:
        """The counts in one sentence."""
        return "Seed: " + ", ".join(
            f"{self.counts[name]} {name}" for name in ("created", "kept", "left out")
        )
