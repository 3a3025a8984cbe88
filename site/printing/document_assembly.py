"""Assembles pages into one printed document: numbering, contents, links, second language."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from wagtail.models import Page

from lxml.html import HtmlElement

from core.pages.body_prefetch import preloaded
from core.pages.print_annexes import Annex
from core.text.control_character_removal import printable
from printing import link_notes, page_part
from printing.bilingual_columns import align_columns, drop_alphabetical_markers
from printing.link_notes import NumberedLinks
from printing.page_part import Part


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the table of contents; `beside` is the title in the second language, or empty."""

    anchor: str
    number: str
    text: str
    depth: int
    beside: str = ""


@dataclass(frozen=True)
class Document:
    """Context of `print/sheet.html`."""

    body: SafeString
    contents: list[ContentsEntry]
    anchor: str
    """Id of the document's title on the cover."""
    addresses: list[str]
    """URLs of the numbered links, in the order of their numbers."""


class Assembler:
    """Assembles a Document from pages in tree order.

    `beside` maps translation keys to the pages in the second language; `annexes` follow the pages;
    `whole` adds numbering, contents and cross-references; wider tables than `table_columns` are
    split; `between` is markup that stands between the pages.
    """

    def __init__(
        self,
        request: HttpRequest,
        pages: list[Page],
        beside: dict[object, Page],
        annexes: Iterable[Annex] = (),
        *,
        whole: bool,
        table_columns: int,
        between: str = "",
    ) -> None:
        self.request = request
        self.pages = pages
        self.beside = beside
        self.annexes = list(annexes)
        self.whole = whole
        self.table_columns = table_columns
        self.between = between
        self.links = NumberedLinks()

    def assemble(self) -> Document:
        """Renders and joins all pages."""
        ours = self._parts(self.pages)
        ours += [page_part.annex_part(annex, self.pages[0]) for annex in self.annexes]
        theirs = self._parts([self.beside[key] for key in self._shared_keys()], suffix="-beside")
        by_key = {part.page.translation_key: part for part in theirs}
        if self.whole:
            self._number(ours)
            self._number_beside(ours, by_key)
        self._join_links(ours, theirs, by_key)
        contents = self._contents(ours, by_key) if self.whole else []
        body = self.between.join(self._markup(part, by_key) for part in ours)
        return Document(mark_safe(body), contents, ours[0].anchor, self.links.addresses)  # noqa: S308 - made of rendered templates

    def _join_links(self, ours: list[Part], theirs: list[Part], by_key: dict[object, Part]) -> None:
        everything = [*ours, *theirs]
        places = {
            self._address(part.page): link_notes.Place(part.anchor, part.number)
            for part in everything
            if part.annex is None
        }
        for part in ours:
            places |= _places_in_annex(part)
        ids = {
            element.get("id")
            for part in everything
            for element in part.article.iterfind(".//*[@id]")
        }
        for part in ours:
            other = _beside(part, by_key)
            for each in [part, other] if other else [part]:
                base = self._address(each.page)
                with override(each.language):
                    link_notes.link_to_parts(each.article, base, places if self.whole else {}, ids)
                link_notes.number_links(each.article, base, self.links)

    def _shared_keys(self) -> list[object]:
        keys = (page.translation_key for page in self.pages)
        return [key for key in keys if key in self.beside]

    def _parts(self, pages: list[Page], suffix: str = "") -> list[Part]:
        """Renders the pages; `suffix` makes ids of the second language unique."""
        if not pages:
            return []
        with preloaded(pages):
            return [self._part(page, pages[0], suffix) for page in pages]

    def _part(self, page: Page, root: Page, suffix: str) -> Part:
        depth = page.depth - root.depth
        article = page_part.render_article(
            self.request,
            page,
            in_section=self.whole,
            is_cover=self.whole and page is root,
            table_columns=self.table_columns,
        )
        if self.beside:
            drop_alphabetical_markers(article)
        part = Part(page, f"part-{page.pk}{suffix}", depth, article)
        if self.whole:
            page_part.shift_headings_below(article, depth)
            page_part.prefix_ids(article, part.anchor)
        elif suffix:
            page_part.prefix_ids(article, part.anchor)
        return part

    def _number(self, ours: list[Part]) -> None:
        """Numbers all headings except the document's title, which is on the cover."""
        counter = page_part.Counter()
        for part in ours:
            title = page_part.first_heading(part.article)
            self._name(part, title)
            for heading in page_part.numbered_headings(part):
                number = counter.next(int(heading.get("data-level")) - 1)
                if not heading.get("id"):
                    heading.set("id", f"{part.anchor}-section-{number}")
                page_part.number_heading(heading, number)
                if heading is title:
                    part.number = number

    def _name(self, part: Part, title: HtmlElement) -> None:
        """Sets the anchor on the title; the first page's title is removed, as the cover has it."""
        if part.depth == 0:
            title.drop_tree()
            return
        title.set("id", part.anchor)
        if part.annex is not None:
            return
        label = printable(str(part.page.title))
        if label not in title.text_content():
            page_part.prepend_label(title, label)

    def _number_beside(self, ours: list[Part], by_key: dict[object, Part]) -> None:
        """Gives the headings of the second language the numbers of the first."""
        for part in ours:
            other = _beside(part, by_key)
            if other is None:
                continue
            title = page_part.first_heading(other.article)
            self._name(other, title)
            mine = list(part.article.iter(*link_notes.HEADINGS))
            other.number = part.number
            for heading, model in zip(other.article.iter(*link_notes.HEADINGS), mine, strict=False):
                page_part.number_heading(heading, page_part.number_of(model))

    def _contents(self, ours: list[Part], by_key: dict[object, Part]) -> list[ContentsEntry]:
        """The first page's sections and the titles of all other pages."""
        entries: list[ContentsEntry] = []
        for part in ours:
            other = _beside(part, by_key)
            theirs = dict(zip(_listed(part), _listed(other), strict=False)) if other else {}
            for heading in _listed(part):
                beside = theirs.get(heading)
                text = page_part.text_of(beside) if beside is not None else ""
                number = page_part.number_of(heading)
                anchor = heading.get("id")
                depth = part.depth if part.annex is None else int(heading.tag[1]) - 1
                entries.append(
                    ContentsEntry(anchor, number, page_part.text_of(heading), depth, text)
                )
        return entries

    def _markup(self, part: Part, by_key: dict[object, Part]) -> str:
        if not self.beside:
            return page_part.markup(part.article)
        other = _beside(part, by_key)
        if other is None:
            return page_part.markup(part.article)
        rows = align_columns(part.article, other.article, (part.language, other.language))
        return page_part.outer_markup(rows)

    def _address(self, page: Page) -> str:
        """The page's canonical URL, independent of the request's host."""
        return page.get_full_url(self.request) or urlsplit(self.request.path).path


def _beside(part: Part, by_key: dict[object, Part]) -> Part | None:
    """The same page in the second language; an annex has none."""
    return by_key.get(part.page.translation_key) if part.annex is None else None


def _places_in_annex(part: Part) -> dict[str, link_notes.Place]:
    """Where links to what the annex has lead."""
    places = part.annex.places.items() if part.annex is not None else ()
    return {url: link_notes.Place(f"{part.anchor}-{anchor}", "") for url, anchor in places}


def _listed(part: Part) -> list[HtmlElement]:
    """The headings of a part that appear in the contents; each has an id."""
    headings = page_part.numbered_headings(part)
    if part.annex is not None:
        return [heading for heading in headings if heading.tag in ("h2", "h3")]
    if part.depth:
        return headings[:1]
    return [heading for heading in headings if heading.tag == "h2"]
