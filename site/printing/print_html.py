"""Renders the print version of a page or section as one HTML document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import override

from wagtail.models import Page, Site

from core import cache_tags
from core.caching import cache_headers, shared_html
from core.navigation.page_chrome import PageChrome
from core.pages import print_annexes
from core.pages.print_annexes import AnnexSource
from core.text.bidi_isolation import direction_of
from core.text.bidi_isolation_in_html import isolate_in_html
from core.text.unbroken_in_html import keep_unbroken
from printing import wide_table_splitting
from printing.document_assembly import Assembler
from printing.pdf import document_split
from printing.print_options import PrintOptions, read_options, variants
from printing.section_pages import readable_section, translation_of
from printing.self_contained_html import embed


@dataclass(frozen=True)
class Sheet:
    """A rendered print version."""

    html: str
    is_public: bool
    """Whether it is the same for every reader, so that shared caches may store it."""
    until: datetime
    """Instant (UTC) of its next scheduled change, at most midnight: it shows the date."""
    tokens: Mapping[str, str]
    """Of the cache tags of what it includes."""


def make_sheet(
    request: HttpRequest, page: Page, *, whole: bool = False, as_file: str = ""
) -> Sheet:
    """Renders `page`, or with `whole` its section, in the page's language.

    `as_file` ("html" or "pdf") embeds styles and images, makes links absolute and omits controls.
    Raises RefusedError for invalid options, or where the section is too large.
    """
    with override(page.locale.language_code):
        if not whole and not as_file and shared_html.is_shared(request):
            return _shared_sheet(request, page)
        return _drawn_sheet(request, page, whole=whole, as_file=as_file)


def _shared_sheet(request: HttpRequest, page: Page) -> Sheet:
    """The page alone, as every reader gets it: drawn once in a generation."""
    until, site = _fresh_until([page]), Site.find_for_request(request)
    html: str = shared_html.html.get_or_make(
        ("sheet", site and site.pk, page.pk),
        lambda: _drawn_sheet(request, page).html,
        shared_html.kept_until(until),
    )
    return Sheet(html, not page.get_view_restrictions().exists(), until, {})


def _drawn_sheet(
    request: HttpRequest, page: Page, *, whole: bool = False, as_file: str = ""
) -> Sheet:
    offered = print_annexes.offered_for(page) if whole else []
    # The form of a whole section names its annexes to the page alone, too.
    options = read_options(request, page, offered if whole else None)
    chosen = [source for source in offered if source.name == options.include]
    tokens = cache_tags.tokens({tag for each in chosen for tag in each.cache_tags(page)})
    pages, restricted = readable_section(page, request) if whole else ([page], False)
    beside = _beside(request, page, options, whole=whole)
    annexes = [annex for source in chosen for annex in source.annexes(request, page)]
    columns = wide_table_splitting.columns_that_fit(
        is_large=options.is_large, in_two_languages=bool(options.beside)
    )
    assembler = Assembler(
        request,
        pages,
        beside,
        annexes,
        whole=whole,
        table_columns=columns,
        between=document_split.MARK if _may_be_split(request, as_file) else "",
    )
    document = assembler.assemble()
    context = _context(request, page, options, offered, whole=whole, as_file=as_file)
    context |= _second_language(options, beside.get(page.translation_key))
    html: str = render_to_string("print/sheet.html", context | {"document": document}, request)
    is_public = not restricted and not page.get_view_restrictions().exists()
    until = _fresh_until([*pages, *beside.values()])
    if as_file:
        # Middleware does the same for what is shown as a page.
        html = embed(keep_unbroken(isolate_in_html(html)), _base(request, page))
    return Sheet(html, is_public, until, tokens)


def _may_be_split(request: HttpRequest, as_file: str) -> bool:
    """Whether a PDF may be made in slices; the watermark of a draft is drawn on all sheets."""
    return as_file == "pdf" and not getattr(request, "is_preview", False)


def _fresh_until(pages: list[Page]) -> datetime:
    midnight = cache_headers.next_midnight()
    return cache_headers.earliest(midnight, *(page.fresh_until() for page in pages)) or midnight


def _base(request: HttpRequest, page: Page) -> str:
    return page.get_full_url(request) or request.build_absolute_uri()


def _beside(
    request: HttpRequest, page: Page, options: PrintOptions, *, whole: bool
) -> dict[object, Page]:
    """Translation key → page in the second language, of those that the reader may see."""
    if not options.beside:
        return {}
    other = translation_of(page, options.beside, request)
    pages = readable_section(other, request)[0] if whole else [other]
    return {each.translation_key: each for each in pages}


def _second_language(options: PrintOptions, page: Page | None) -> dict[str, Any]:
    if page is None:
        return {}
    return {
        "beside": page,
        "beside_name": dict(settings.LANGUAGES)[options.beside],
        "beside_direction": direction_of(options.beside),
    }


def _context(
    request: HttpRequest,
    page: Page,
    options: PrintOptions,
    offered: list[AnnexSource],
    *,
    whole: bool,
    as_file: str,
) -> dict[str, Any]:
    chrome = PageChrome(request, page)
    return {
        "page": page,
        "chrome": chrome,
        "options": options,
        "whole": whole,
        "annex_lines": [
            line
            for source in offered
            if (line := source.cover_line(page, included=options.include))
        ],
        "as_file": as_file,
        "is_draft": getattr(request, "is_preview", False),
        "variants": None if as_file else variants(chrome, options, offered, whole=whole),
    }
