"""Begins generations of content as publishing does, from a process in the site's environment.

`python -m tests.bench.serving.generations` begins one for each line that it reads.
"""

import subprocess
import sys
import time
from collections.abc import Mapping
from types import TracebackType

from tests.servers.processes import ROOT

# For so long a process may hand out what it has without asking for the generation.
UNASKED_SECONDS = 0.06


class Generations:
    """The process, as a context manager."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.serving.generations"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self) -> None:
        """Begins a generation; when it returns, every worker has to notice."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline(), "The process that begins generations has ended."
        time.sleep(UNASKED_SECONDS)

    def __enter__(self) -> "Generations":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()


def main() -> None:
    sys.path[:0] = [".", "site"]
    import django

    django.setup()
    from page_cache import generation

    for _line in sys.stdin:
        generation.begin()
        print("begun", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
