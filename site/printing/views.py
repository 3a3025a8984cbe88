"""Views of print versions: `…/print/`, `…/print.pdf`, `…/print/all/`, `…/print/all.html`."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext, override

from wagtail.models import Page

from core.caching import cache_headers
from core.navigation.page_chrome import PageChrome
from printing.errors import RefusedError
from printing.pdf import pdf_queue, renderer
from printing.print_html import Sheet, make_sheet

# How often the page of a PDF in preparation reloads.
REFRESH_SECONDS = 3
PageView = Callable[[HttpRequest, Page], HttpResponse]


def in_page_language(view: PageView) -> PageView:
    """Decorator that activates the page's language and renders RefusedError."""

    @wraps(view)
    def wrapper(request: HttpRequest, page: Page) -> HttpResponse:
        with override(page.locale.language_code):
            try:
                response = view(request, page)
            except RefusedError as refusal:
                response = _error_response(request, page, refusal)
        response["Content-Language"] = page.locale.language_code
        return response

    return wrapper


@in_page_language
def print_page(request: HttpRequest, page: Page) -> HttpResponse:
    """The print version of one page."""
    return _html(make_sheet(request, page))


@in_page_language
def print_section(request: HttpRequest, page: Page) -> HttpResponse:
    """The print version of a page with all its descendants."""
    return _html(make_sheet(request, page, whole=True))


@in_page_language
def offline_copy(request: HttpRequest, page: Page) -> HttpResponse:
    """The section as one HTML file to download."""
    response = _html(make_sheet(request, page, whole=True, as_file="html"))
    response["Content-Disposition"] = f'attachment; filename="{_file_name(page)}.html"'
    return response


@in_page_language
def pdf_of_page(request: HttpRequest, page: Page) -> HttpResponse:
    """The page as PDF."""
    return _pdf(request, page, whole=False)


@in_page_language
def pdf_of_section(request: HttpRequest, page: Page) -> HttpResponse:
    """The section as PDF."""
    return _pdf(request, page, whole=True)


def _pdf(request: HttpRequest, page: Page, *, whole: bool) -> HttpResponse:
    if not renderer.is_available():
        message = gettext("This server cannot generate PDFs. Print the page instead.")
        raise RefusedError(message, status=404)
    document = pdf_queue.fetch(
        pdf_queue.name_of(request),
        lambda: make_sheet(request, page, whole=whole, as_file="pdf"),
    )
    if document is None:
        return _preparing(request, page)
    etag = f'"{document.key}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(document.pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{_file_name(page)}.pdf"'
        response["Link"] = f'<{page.get_full_url(request)}>; rel="canonical"'
    response["ETag"] = etag
    # The dates shown in it change, so browsers must revalidate.
    patch_cache_control(response, no_cache=True, **_cache_scope(document))
    return response


def _preparing(request: HttpRequest, page: Page) -> HttpResponse:
    """A page that reloads by itself, without JavaScript, until the PDF is made."""
    context = {
        "page": page,
        "chrome": PageChrome(request, page),
        "address": request.get_full_path(),
    }
    response = render(request, "print/preparing.html", context, status=202)
    response["Refresh"] = str(REFRESH_SECONDS)
    patch_cache_control(response, no_store=True)
    return response


def _html(sheet: Sheet) -> HttpResponse:
    response = HttpResponse(sheet.html)
    patch_cache_control(response, no_cache=True, **_cache_scope(sheet))
    if sheet.is_public:
        cache_headers.allow_caching(response, sheet.until, tokens=sheet.tokens)
    return response


def _cache_scope(made: Sheet | pdf_queue.Document) -> dict[str, bool]:
    return {"public": True} if made.is_public else {"private": True}


def _file_name(page: Page) -> str:
    return f"{page.slug}-{page.locale.language_code}"


def _error_response(request: HttpRequest, page: Page, refusal: RefusedError) -> HttpResponse:
    context = {"page": page, "chrome": PageChrome(request, page), "refusal": refusal}
    response = render(request, "print/refused.html", context, status=refusal.status)
    if refusal.retry_after is not None:
        response["Retry-After"] = str(refusal.retry_after)
    patch_cache_control(response, no_store=True)
    return response
