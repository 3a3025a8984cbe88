"""Views of print versions: `…/print/`, `…/print.pdf`, `…/print/all/`, `…/print/all.html`."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext, override

from wagtail.models import Page

from core.caching import expiry
from core.navigation.page_chrome import Frame
from printing.errors import RefusedError
from printing.pdf import pdf_cache, renderer
from printing.print_html import Sheet, make_sheet

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
    sheet = make_sheet(request, page, whole=whole, as_file="pdf")
    etag = f'"{pdf_cache.cache_key(sheet.html)}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        pdf = pdf_cache.fetch(sheet.html)
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{_file_name(page)}.pdf"'
        response["Link"] = f'<{page.get_full_url(request)}>; rel="canonical"'
    response["ETag"] = etag
    # The dates shown in it change, so browsers must revalidate.
    patch_cache_control(response, no_cache=True, **_cache_scope(sheet))
    return response


def _html(sheet: Sheet) -> HttpResponse:
    response = HttpResponse(sheet.html)
    patch_cache_control(response, no_cache=True, **_cache_scope(sheet))
    if sheet.is_public:
        expiry.allow_caching(response, sheet.until)
    return response


def _cache_scope(sheet: Sheet) -> dict[str, bool]:
    return {"public": True} if sheet.is_public else {"private": True}


def _file_name(page: Page) -> str:
    return f"{page.slug}-{page.locale.language_code}"


def _error_response(request: HttpRequest, page: Page, refusal: RefusedError) -> HttpResponse:
    context = {"page": page, "frame": Frame(request, page), "refusal": refusal}
    response = render(request, "print/refused.html", context, status=refusal.status)
    if refusal.retry_after is not None:
        response["Retry-After"] = str(refusal.retry_after)
    patch_cache_control(response, no_store=True)
    return response
