"""`python -m tests.bench [group …] [--write]`: every row of the table, measured in one run.

The groups are those of `tests.bench.rows`; without any, all of them. BENCH_QUICK=1 asks a tenth as
much, to try it out. `--write` puts the table into docs/performance.md. Ends with an error where a
row falls short of its target or could not be measured.
"""

import argparse
import importlib
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.asking import IS_QUICK
from tests.bench.ground import ground
from tests.bench.rows import MODULES, ROWS, Figure, Result, short, table
from tests.servers.processes import ROOT

DOCUMENT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- made by `make bench BENCH=--write`: begin -->", "<!-- end -->"


def main() -> None:
    groups, is_written = _arguments()
    figures: dict[str, Figure] = {}
    details: list[str] = []
    for group in groups:
        result = _measured(group)
        figures |= result.figures
        details += [*result.details, ""]
        print("\n".join(table([group], result.figures)), flush=True)  # noqa: T201
    lines = [*table(groups, figures), "", "```", *details[:-1], "```"]
    print("\n" + "\n".join(lines))  # noqa: T201
    if is_written:
        write(DOCUMENT, lines)
    missed = short(groups, figures)
    if missed:
        sys.exit(f"Short of the target: {', '.join(missed)}")


def _arguments() -> tuple[list[str], bool]:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("groups", nargs="*", choices=[*ROWS, []], help="groups of rows (all)")
    parser.add_argument("--write", action="store_true", help=f"write the table into {DOCUMENT}")
    options = parser.parse_args()
    return options.groups or list(ROWS), options.write


def _measured(group: str) -> Result:
    """What the group measured; without figures where it failed, so that the others go on."""
    try:
        with ground() as base:
            result: Result = importlib.import_module(MODULES[group]).measure(base)
    except Exception:
        traceback.print_exc()
        return Result({})
    return result


def write(document: Path, lines: list[str]) -> None:
    """Replaces what is between the two markers in the document."""
    before, _, rest = document.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    made = f"Made on {datetime.now(UTC):%-d %B %Y}"
    made += ", with a tenth of the requests (`BENCH_QUICK=1`)." if IS_QUICK else "."
    document.write_text("\n".join([before + BEGIN, made, "", *lines, END]) + after)


if __name__ == "__main__":
    main()
