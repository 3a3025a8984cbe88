"""What setting the site up costs: the first `migrate`, the first `seed`, and a second `make run`.

The build before is not there to be measured again. Its costs are on record as multiples of a
yardstick that any machine has: the first `migrate` of the project that `wagtail start` makes, with
the pinned packages. Yardstick and site take turns; processor time, on SQLite.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.artifact_cache import site_environment
from tests.servers.processes import ROOT, free_port

# Of the build b48f2c42 (29 November 2026), in yardsticks: medians of three rounds in turn with the
# build of 30 November 2026 and the yardstick (migrate 2.40–2.52, seed 2.02–2.36, run 1.65–1.88).
BEFORE = {"migrate": 2.46, "seed": 2.32, "run": 1.78}
# What `make run` calls before `runserver`, with all catalogues compiled.
SECOND_RUN = (("setup",),)
TICKS = os.sysconf("SC_CLK_TCK")


def setup_ratios(rounds: int = 3) -> dict[str, list[float]]:
    """Returns the costs of each round × those of the build before, by "migrate", "seed", "run"."""
    with tempfile.TemporaryDirectory() as folder:
        stock = stock_project(Path(folder))
        found = [_in_yardsticks(stock) for _round in range(rounds)]
    return {key: [one[key] / before for one in found] for key, before in BEFORE.items()}


def _in_yardsticks(stock: Path) -> dict[str, float]:
    """Costs of the site; the yardstick is measured before and after it."""
    first = yardstick(stock)
    costs = site_costs(ROOT, SECOND_RUN)
    unit = (first + yardstick(stock)) / 2
    return {key: seconds / unit for key, seconds in costs.items()}


def site_costs(root: Path, second_run: tuple[tuple[str, ...], ...]) -> dict[str, float]:
    """Seconds of the processor for setting up the site whose working copy is `root`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "media").mkdir()
        environment = os.environ | site_environment(folder)
        costs = {
            command: _seconds(root, environment, command, "--verbosity=0")
            for command in ("migrate", "seed")
        }
        again = sum(_seconds(root, environment, *command) for command in second_run)
        return costs | {"run": again + _seconds_until_it_serves(root, environment)}


def stock_project(folder: Path) -> Path:
    """Makes it as `wagtail start` does; returns its folder."""
    root = folder / "stock"
    root.mkdir()
    program = Path(sys.executable).with_name("wagtail")
    subprocess.run(
        [str(program), "start", "stock", str(root)], check=True, stdout=subprocess.DEVNULL
    )
    return root


def yardstick(root: Path) -> float:
    """Seconds of the processor for the first `migrate` of the stock project in `root`."""
    (root / "db.sqlite3").unlink(missing_ok=True)
    ours = ("DJANGO_SETTINGS_MODULE", "PYTHONPATH", "DATABASE_URL")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    return _seconds(root, environment, "migrate", "--verbosity=0")


def _seconds(root: Path, environment: Mapping[str, str], *command: str) -> float:
    """Of the processor, for one call of `manage.py` and all that it starts."""
    return seconds_of([sys.executable, "manage.py", *command], root, environment)


def seconds_of(command: Sequence[str], root: Path, environment: Mapping[str, str]) -> float:
    """Seconds of the processor for a command and all that it starts; it must not fail."""
    process = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return usage.ru_utime + usage.ru_stime


def _seconds_until_it_serves(root: Path, environment: Mapping[str, str]) -> float:
    """Of the processor, until `runserver` has answered with the home page."""
    port = free_port()
    command = [sys.executable, "manage.py", "runserver", "--nostatic", f"127.0.0.1:{port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=root, env=environment, start_new_session=True, **quiet)
    try:
        _wait_for_answer(f"http://127.0.0.1:{port}/en/", until=time.monotonic() + 300)
        return _seconds_of_session(process.pid)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_for_answer(address: str, until: float) -> None:
    while True:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
                answer.read()
            return
        except urllib.error.URLError:
            assert time.monotonic() < until, address
            time.sleep(0.1)


def _seconds_of_session(leader: int) -> float:
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def main() -> None:
    """Prints the ratios of each round."""
    for key, ratios in setup_ratios().items():
        print(f"{key:8}", *(f"{ratio:.2f}" for ratio in ratios))  # noqa: T201


if __name__ == "__main__":
    main()
