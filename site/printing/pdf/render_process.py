"""Runs in a process of its own: HTML on standard input, a tagged PDF on standard output.

It knows nothing of the site and fetches nothing: what the document needs is inside it. The process
can be stopped when it takes too long, and takes its memory with it.
Exit status: 0 done, 3 more than the allowed number of sheets, anything else a fault.
"""

import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

TOO_LONG = 3
MEMORY_LIMIT = 4 * 1024**3


def main(max_sheets: int) -> int:
    # Not every system can limit memory; the time limit holds everywhere.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    teach_languages_and_scopes()
    fetcher = URLFetcher(allowed_protocols={"data"})
    source = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=fetcher)
    document = source.render(pdf_variant="pdf/ua-1")
    if len(document.pages) > max_sheets:
        return TOO_LONG
    sys.stdout.buffer.write(document.write_pdf(pdf_variant="pdf/ua-1"))
    return 0


def teach_languages_and_scopes() -> None:
    """Replaces a function of WeasyPrint; the entry is in `translation.upstream.patches`."""
    from weasyprint.pdf import tags

    tags._build_box_tree = with_languages_and_scopes(tags._build_box_tree)


def with_languages_and_scopes(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """In place of the function that builds the structure tree, box by box.

    WeasyPrint tags neither foreign passages with their language nor headers with their scope; both
    are known there.
    """
    import pydyf

    def build_with_more(box: Any, *arguments: Any) -> Iterator[Any]:
        real = getattr(box, "_box", box)
        element = getattr(real, "element", None)
        for structure in build(box, *arguments):
            if element is not None and real.element_tag == element.tag:
                if element.get("lang") and element.tag not in ("html", "body"):
                    structure["Lang"] = pydyf.String(element.get("lang"))
                if structure["S"] == "/TH":
                    scope = "/Row" if element.get("scope") == "row" else "/Column"
                    structure["A"]["Scope"] = scope
            yield structure

    return build_with_more


def leave(status: int) -> None:
    """Ends the process as it is.

    While Python cleans up it unloads Pango, in which a thread may still be at work; once in some
    thousand documents that ended in a segmentation fault, after all the work was done.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        import weasyprint  # noqa: F401 - fails where Pango is missing

        leave(0)
    leave(main(int(sys.argv[1])))
