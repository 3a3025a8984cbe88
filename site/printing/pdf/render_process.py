"""Subprocess that reads HTML from standard input and writes a tagged PDF to standard output.

It does not load Django and fetches nothing. Being a process, it can be killed after a time limit
and returns its memory. Exit status: 0 success, 3 too many sheets, others are faults.
"""

import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

EXIT_TOO_MANY_SHEETS = 3
MEMORY_LIMIT = 4 * 1024**3


def main(max_sheets: int, cpu_seconds: int) -> int:
    """Renders standard input to standard output; returns the exit status.

    After `cpu_seconds` of processor time, SIGXCPU ends the process.
    """
    # Processor time: what a document takes does not depend on how busy the machine is.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    # Pages that somebody waits for come first, and interrupt this.
    os.nice(10)
    if hasattr(os, "SCHED_BATCH"):
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    # Not every system can limit memory; the time limits hold everywhere.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    from printing.pdf import chinese_fonts

    patch_weasyprint()
    fetcher = URLFetcher(allowed_protocols={"data"})
    source = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=fetcher)
    document = source.render(pdf_variant="pdf/ua-1")
    if len(document.pages) > max_sheets:
        return EXIT_TOO_MANY_SHEETS
    pdf = document.write_pdf(finisher=chinese_fonts.shrink, pdf_variant="pdf/ua-1")
    sys.stdout.buffer.write(pdf)
    return 0


def patch_weasyprint() -> None:
    """Patches WeasyPrint; documented in `translation.upstream.patches`."""
    from weasyprint.draw import text
    from weasyprint.pdf import tags
    from weasyprint.pdf.stream import Stream

    from printing.pdf import glyph_texts, soft_hyphens, tagging

    tags._build_box_tree = tagging.build_complete(tags._build_box_tree)
    Stream.marked = tagging.marked_as_artifacts(Stream.marked)
    named = glyph_texts.name_glyphs(text.draw_first_line)
    text.draw_first_line = soft_hyphens.draw_soft_hyphens(named)


def exit_without_cleanup(status: int) -> None:
    """Ends the process without Python's clean-up.

    Unloading Pango while one of its threads runs has caused segmentation faults after rendering,
    about once in some thousand documents.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        import weasyprint  # noqa: F401 - fails where Pango is missing

        exit_without_cleanup(0)
    # As a script it sees the modules beside it; it imports them as the site does.
    sys.path[0] = str(Path(__file__).parents[2])
    exit_without_cleanup(main(int(sys.argv[1]), int(sys.argv[2])))
