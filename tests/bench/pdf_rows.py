"""The rows of PDFs: what `tests.bench.printing` measures, in a process of its own."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.bench.ground import Ground, made
from tests.bench.rows import Figure, Result


def measure(ground: Ground) -> Result:
    """The four rows; both ways of making a PDF take turns in there."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        page, section = process.submit(_ratios, made(ground.folder / "printing")).result()
    keys = ("pdf-cpu", "pdf-time", "section-time", "section-memory")
    return Result(dict(zip(keys, (*page, *section), strict=True)))


def _ratios(folder: Path) -> tuple[tuple[Figure, Figure], tuple[Figure, Figure]]:
    """Of a page: processor time and time. Of the section: time and memory."""
    from tests.bench import printing

    printing.set_up(folder)
    return printing.single_page_ratio(), printing.section_ratio()
