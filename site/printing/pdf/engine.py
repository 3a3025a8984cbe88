"""WeasyPrint as PDFs of this site use it: patched, and without work for what they do not have.

Imported by the processes that render; it must not import Django.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import pyphen
import weasyprint.html
from weasyprint import CSS, HTML
from weasyprint.css.targets import TargetCollector
from weasyprint.document import Document
from weasyprint.pdf import tags
from weasyprint.urls import URLFetcher

from printing.pdf import font_shrinking, slice_drawing, slice_layout, tagging
from printing.pdf.accessible_content_stream import ReadableSheet

VARIANT = "pdf/ua-1"
# Everything that a document may have: what the engine prepares when it is first needed.
SAMPLE = (
    '<html lang="en"><title>t</title><body class="sheet on-paper"><main><h1>a</h1><p>b '
    '<a href="#c">c</a> <b>d</b></p><ol><li id="c">e</ol>'
    '<table><tr><th scope="col">f<td>g</table></main></html>'
)
# Styles for each element, of pseudo-elements that no sheet of ours has.
UNUSED = ("::footnote-", "::note-")


def patch() -> None:
    """Patches WeasyPrint; documented in `core.patches.patch_table`."""
    tags._build_box_tree = tagging.build_complete(tags._build_box_tree)


def _style_sheet(content: str) -> CSS:
    return CSS(string=content, url_fetcher=_fetcher(), counter_style={})


def _fetcher() -> URLFetcher:
    """Fetches nothing: documents hold all that they show."""
    return URLFetcher(allowed_protocols={"data"})


def _lean_user_agent_styles() -> CSS:
    """The engine's own style sheet without rules that give each element six more styles.

    They took half of the memory of a long document.
    """
    lines = weasyprint.html.UA.splitlines()
    kept = "\n".join(line for line in lines if not line.startswith(UNUSED))
    return _style_sheet(kept.replace("\n::marker", "\nli::marker"))


class _Targets(TargetCollector):
    """Knows which place each `target-counter(attr(href url), page)` is about.

    The engine does not, and takes it for a reference to the number of its own sheet, too
    (`compute_content_list`): it lays out each sheet with references once more than needed.
    """

    wanted: set[str]
    """Places that a reference is about."""

    def collect_missing_counters(
        self, box: Any, token: str, parse_again: Any, missing: list[str], targets: dict[Any, Any]
    ) -> None:
        if None in targets:
            place = unquote(urlsplit(box.element.get("href", "")).fragment)
            missing, targets = [], {place: targets[None]}
        self.wanted.update(targets)
        super().collect_missing_counters(box, token, parse_again, missing, targets)

    def cache_target_page_counters(self, place: str, *arguments: Any) -> None:
        """Goes through all references, for places that have one alone."""
        if place in self.wanted:
            super().cache_target_page_counters(place, *arguments)


class _Document(Document):
    @classmethod
    def _build_layout_context(cls, *arguments: Any) -> Any:
        context = super()._build_layout_context(*arguments)
        context.target_collector.__class__ = _Targets
        context.target_collector.wanted = set()
        return context


class _Html(HTML):
    """A document whose leading style sheets may have been parsed before."""

    own_styles: CSS
    """The engine's own."""

    def _ua_stylesheets(self, _forms: bool = False) -> list[CSS]:  # noqa: FBT001, FBT002
        return [self.own_styles]

    def options(self, known: dict[str, CSS]) -> dict[str, Any]:
        """Options for its layout; `known` are parsed style sheets by their text."""
        sheets = list(_taken(self.etree_element, known))
        return weasyprint.DEFAULT_OPTIONS | {"stylesheets": sheets, "pdf_variant": VARIANT}


def _taken(root: Any, known: dict[str, CSS]) -> Iterator[CSS]:
    """Removes the leading `style` elements that are known; yields their style sheets.

    Those that are not known come after the others in the cascade, as they do in the document.
    """
    head = root.find("head")
    for style in list(head.iter("style")):
        sheet = known.get(style.text)
        if sheet is None:
            return
        head.remove(style)
        yield sheet


class Engine:
    """WeasyPrint with parsed style sheets, hyphenation and all else that documents share."""

    def __init__(self, styles: list[str], languages: list[str]) -> None:
        """`styles` are the texts of style sheets; `languages` are language codes."""
        patch()
        self.own_styles = _lean_user_agent_styles()
        self.known = {content: _style_sheet(content) for content in styles}
        for language in languages:
            dictionary = pyphen.language_fallback(language)
            if dictionary:
                pyphen.Pyphen(lang=dictionary)
        # Its fonts go with it: those of a process are of no use to the processes that it forks.
        self.write(self.lay_out(SAMPLE))

    def lay_out(self, html: str) -> Document:
        """The document's sheets (`pages`)."""
        source = self._read(html)
        return _Document._render(source, None, None, None, source.options(self.known))

    def begin_slice(self, html: str, numbers: slice_layout.Numbers) -> slice_layout.Slice:
        """Lays out a slice of a document; `numbers` are the sheets of places that it may name."""
        source = self._read(html)
        return slice_layout.begin(source, numbers, source.options(self.known))

    def _read(self, html: str) -> _Html:
        source = _Html(string=html, url_fetcher=_fetcher())
        source.own_styles = self.own_styles
        return source

    def write(self, document: Document, id_prefix: str = "") -> bytes:
        """The PDF; `id_prefix` comes before ids of the structure."""

        def finish(document: Document, pdf: Any) -> None:
            font_shrinking.shrink(document, pdf)
            if id_prefix:
                slice_drawing.prefix_ids(pdf, id_prefix)

        document.pages = [ReadableSheet(sheet) for sheet in document.pages]
        return bytes(document.write_pdf(finisher=finish, pdf_variant=VARIANT))
