"""A process that makes one PDF as was done before there was a fork server; for `pdf_ratios`."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Reads HTML from standard input and writes a PDF to standard output."""
    os.nice(10)
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    from printing.pdf import engine, font_shrinking
    from printing.pdf.accessible_content_stream import ReadableSheet

    engine.patch()
    fetcher = URLFetcher(allowed_protocols={"data"})
    source = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=fetcher)
    document = source.render(pdf_variant=engine.VARIANT)
    document.pages = [ReadableSheet(sheet) for sheet in document.pages]
    pdf = document.write_pdf(finisher=font_shrinking.shrink, pdf_variant=engine.VARIANT)
    sys.stdout.buffer.write(pdf)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[2] / "site")
    main()
