"""Makes a long document in slices: each in a process of its own, a few at a time.

A slice that names no sheets is drawn as soon as it is laid out. One that does waits until all are
laid out; only a few may wait, others are laid out again. The first slice is drawn last, as it has
the contents, and what belongs to all sheets. It does not import Django.
"""

import resource
import select
import signal
import sys
import time
from collections import Counter, deque
from itertools import accumulate
from typing import IO, TYPE_CHECKING, Any

from printing.pdf import document_split, slice_process
from printing.pdf.render_process import EXIT_BUSY, EXIT_FAULT, EXIT_TOO_MANY_SHEETS, Limits
from printing.pdf.slice_layout import Report
from printing.pdf.slice_process import Task, Worker

if TYPE_CHECKING:
    from printing.pdf.engine import Engine

# Slices that may wait beside the first one.
MOST_WAITING = 1
# How often a slice is given other numbers: each time, it may move sheets, and change others' ones.
MOST_TRIES = 8
WATCH_SECONDS = 0.2


class LimitError(Exception):
    """The document cannot be made; `status` is the exit status, or minus a signal."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def make(engine: "Engine", documents: list[str], limits: Limits, result: IO[bytes]) -> None:
    """Writes the PDF of the slices to the file `result`. Raises LimitError."""
    pool = _Pool(engine, documents, limits)
    try:
        pool.run()
    finally:
        for worker in pool.workers.values():
            worker.kill()
    from printing.pdf import joining

    first, *others = (pool.drawn[index] for index in range(len(documents)))
    joining.join(first, others, result)


class _Pool:
    """The slices with their processes."""

    def __init__(self, engine: "Engine", documents: list[str], limits: Limits) -> None:
        self._engine = engine
        self._documents = documents
        self._limits = limits
        self._estimates = document_split.Estimates(documents)
        # In this order, few slices have to wait.
        self._to_start = deque(document_split.most_linked_last(documents))
        self._tries: Counter[int] = Counter()
        self._reports: dict[int, Report] = {}
        self._marks: dict[int, list[dict[str, Any]]] = {}
        self._waiting: set[int] = set()
        """Indexes of slices that are laid out, and have been told nothing since."""
        self.workers: dict[int, Worker] = {}
        self.drawn: dict[int, IO[bytes]] = {}

    def run(self) -> None:
        """Returns when all slices are drawn. Raises LimitError."""
        while len(self.drawn) < len(self._documents):
            self._start()
            self._listen()
            self._watch()
            self._answer()

    # --- Processes ------------------------------------------------------------------------------

    @property
    def _free(self) -> int:
        """How many more processes may work now."""
        return self._limits.processes - (len(self.workers) - len(self._waiting))

    def _start(self) -> None:
        while self._to_start and self._free > 0:
            index = self._to_start[0]
            if index in self._reports and not self._all_known:
                return
            self._to_start.popleft()
            self._tries[index] += 1
            task = Task(index, self._documents[index], self._numbers())
            try:
                self.workers[index] = slice_process.start(self._engine, task)
            except OSError as error:
                raise LimitError(EXIT_BUSY) from error

    @property
    def _all_known(self) -> bool:
        return len(self._reports) == len(self._documents)

    def _listen(self) -> None:
        working = [self.workers[index] for index in self.workers if index not in self._waiting]
        ready, _, _ = select.select([each.socket for each in working], [], [], WATCH_SECONDS)
        for worker in working:
            if worker.socket in ready:
                self._hear(worker)

    def _hear(self, worker: Worker) -> None:
        index, message = worker.task.index, worker.heard()
        if message is None:
            self._end(worker)
        elif isinstance(message, list):
            self._marks[index] = message
        else:
            self._reports[index] = Report(**message)
            self._waiting.add(index)

    def _end(self, worker: Worker) -> None:
        index = worker.task.index
        del self.workers[index]
        status = worker.end()
        if status or index not in self._reports:
            raise LimitError(status or EXIT_FAULT)
        self.drawn[index] = worker.pdf

    def _watch(self) -> None:
        """Raises LimitError where all slices together exceed a limit."""
        if sum(report.sheets for report in self._reports.values()) > self._limits.sheets:
            raise LimitError(EXIT_TOO_MANY_SHEETS)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        workers = self.workers.values()
        seconds = time.process_time() + ended.ru_utime + ended.ru_stime
        if seconds + sum(each.processor_seconds() for each in workers) > self._limits.cpu_seconds:
            raise LimitError(-signal.SIGXCPU)
        if sum(each.memory() for each in workers) > self._limits.memory:
            sys.stderr.write("The slices take more memory than a PDF may have.\n")
            raise LimitError(EXIT_FAULT)

    # --- Numbers of sheets ----------------------------------------------------------------------

    def _numbers(self) -> dict[str, int]:
        """Anchor → number of its sheet; estimated, where slices are not yet laid out."""
        laid_out = {index: report.sheets for index, report in self._reports.items()}
        sheets = self._estimates.sheets(laid_out)
        numbers: dict[str, int] = {}
        for index, first in enumerate(accumulate(sheets[:-1], initial=1)):
            report = self._reports.get(index)
            anchors = report.anchors if report else self._estimates.anchors(index)
            for anchor, sheet in anchors.items():
                numbers.setdefault(anchor, first + sheet)
        return numbers

    def _answer(self) -> None:
        for index in sorted(self._waiting - {0}):
            if not self._reports[index].references:
                self._draw(index)
        if not self._all_known:
            self._let_few_wait()
            return
        numbers = self._numbers()
        for index in sorted(self._waiting):
            if self._free <= 0:
                return
            if not self._is_settled(index, numbers):
                self._renumber(index, numbers)
            elif index and self._is_settled(0, numbers):
                self._draw(index)
        self._draw_first(numbers)

    def _draw_first(self, numbers: dict[str, int]) -> None:
        """Draws the first slice when all others are drawn, with numbers that still hold."""
        for index in list(self.drawn):
            if not self._is_settled(index, numbers):
                self.drawn.pop(index).close()
                self._to_start.append(index)
        others = range(1, len(self._documents))
        if 0 in self._waiting and all(index in self.drawn for index in others):
            self._draw(0, [sheet for index in others for sheet in self._marks[index]])

    def _is_settled(self, index: int, numbers: dict[str, int]) -> bool:
        if self._tries[index] > MOST_TRIES:
            return True
        references = self._reports[index].references
        return all(numbers.get(anchor) == number for anchor, number in references.items())

    def _renumber(self, index: int, numbers: dict[str, int]) -> None:
        references = self._reports[index].references
        self._waiting.remove(index)
        self._tries[index] += 1
        self.workers[index].tell(numbers={anchor: numbers.get(anchor) for anchor in references})

    def _draw(self, index: int, sheets: list[dict[str, Any]] | None = None) -> None:
        self._waiting.remove(index)
        self.workers[index].tell(draw={"sheets": sheets or []})

    def _let_few_wait(self) -> None:
        """Ends those that would hold too much memory; they are laid out again when all is known."""
        for index in sorted(self._waiting - {0})[MOST_WAITING:]:
            self._waiting.remove(index)
            self.workers.pop(index).kill()
            self._to_start.append(index)
