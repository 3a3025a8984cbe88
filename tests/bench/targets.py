"""What a bench measured, beside its target: printed with a verdict, and remembered for the end."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one call: of this process's processor, and on the clock."""

    processor: float
    clock: float


def cost_of(ask: Callable[[], Any], times: int = 3) -> Cost:
    """The least of some calls: what others on the machine take is not the site's cost."""
    return min((_measured(ask) for _time in range(times)), key=lambda cost: cost.clock)


def _measured(ask: Callable[[], Any]) -> Cost:
    processor, clock = time.process_time(), time.perf_counter()
    ask()
    return Cost((time.process_time() - processor) * 1000, (time.perf_counter() - clock) * 1000)


@dataclass
class Verdicts:
    """Prints a line for each figure, and ends the process with an error if one was short.

    On SQLite, which works within this process, processor time is judged; on PostgreSQL, which works
    in another one, the clock is.
    """

    vendor: str
    short: list[str] = field(default_factory=list)

    def judged(self, cost: Cost) -> float:
        """The milliseconds that count on this database."""
        return cost.processor if self.vendor == "sqlite" else cost.clock

    def say(self, name: str, value: float, target: float | None, unit: str = "ms") -> None:
        """Prints a figure; without a target there is no verdict."""
        line = f"{self.vendor:>10} {name:<36} {value:8.1f} {unit:<8}"
        if target is not None:
            is_met = value <= target
            line += f" target {target:g} {unit}: {'met' if is_met else 'NOT MET'}"
            if not is_met:
                self.short.append(name)
        print(line, flush=True)  # noqa: T201

    def end(self) -> None:
        """Raises SystemExit with a list of what missed its target."""
        if self.short:
            sys.exit(f"{self.vendor}: short of the target: {', '.join(self.short)}")
