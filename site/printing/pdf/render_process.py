"""Subprocess that reads HTML from standard input and writes a tagged PDF to standard output.

It does not load Django and fetches nothing. Being a process, it can be killed after a time limit
and returns its memory. Exit status: 0 success, 3 too many sheets, others are faults.
"""

import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

EXIT_TOO_MANY_SHEETS = 3
MEMORY_LIMIT = 4 * 1024**3


def main(max_sheets: int) -> int:
    """Renders standard input to standard output; returns the exit status."""
    # Pages that somebody waits for come first.
    os.nice(10)
    # Not every system can limit memory; the time limit holds everywhere.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    patch_weasyprint()
    fetcher = URLFetcher(allowed_protocols={"data"})
    source = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=fetcher)
    document = source.render(pdf_variant="pdf/ua-1")
    if len(document.pages) > max_sheets:
        return EXIT_TOO_MANY_SHEETS
    sys.stdout.buffer.write(document.write_pdf(pdf_variant="pdf/ua-1"))
    return 0


def patch_weasyprint() -> None:
    """Patches WeasyPrint; documented in `translation.upstream.patches`."""
    from weasyprint.pdf import tags

    tags._build_box_tree = tag_languages_and_scopes(tags._build_box_tree)


def tag_languages_and_scopes(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Wraps the function that builds the PDF structure tree.

    WeasyPrint tags neither the language of foreign passages nor the scope of table headers.
    """
    import pydyf

    def build_tagged(box: Any, *arguments: Any) -> Iterator[Any]:
        inner = getattr(box, "_box", box)
        element = getattr(inner, "element", None)
        for structure in build(box, *arguments):
            if element is not None and inner.element_tag == element.tag:
                if element.get("lang") and element.tag not in ("html", "body"):
                    structure["Lang"] = pydyf.String(element.get("lang"))
                if structure["S"] == "/TH":
                    scope = "/Row" if element.get("scope") == "row" else "/Column"
                    structure["A"]["Scope"] = scope
            yield structure

    return build_tagged


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
    exit_without_cleanup(main(int(sys.argv[1])))
