"""What a run of the seed did, in words."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class SeedReport:
    """Counts what was created, kept or left out; says each creation at once."""

    say: Callable[[str], object] = lambda _line: None
    counts: Counter[str] = field(default_factory=Counter)

    def created(self, what: str) -> None:
        self.counts["created"] += 1
        self.say(f"created  {what}")

    def kept(self) -> None:
        self.counts["kept"] += 1

    def left_out(self, what: str, why: str) -> None:
        self.counts["left out"] += 1
        self.say(f"left out {what}: {why}")

    def note(self, line: str) -> None:
        self.say(line)

    def summary(self) -> str:
        return "Seed: " + ", ".join(
            f"{self.counts[name]} {name}" for name in ("created", "kept", "left out")
        )
