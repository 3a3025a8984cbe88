"""The printer-friendly versions of a page, at `…/print/`, `…/print.pdf`, `…/print/all/`…"""

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


def in_language_of_the_page(view: PageView) -> PageView:
    """Whoever asks and whatever their browser speaks; a refusal is answered in it as well."""

    @wraps(view)
    def answer(request: HttpRequest, page: Page) -> HttpResponse:
        with override(page.locale.language_code):
            try:
                response = view(request, page)
            except RefusedError as refusal:
                response = _refused(request, page, refusal)
        response["Content-Language"] = page.locale.language_code
        return response

    return answer


@in_language_of_the_page
def print_page(request: HttpRequest, page: Page) -> HttpResponse:
    return _html(make_sheet(request, page))


@in_language_of_the_page
def print_section(request: HttpRequest, page: Page) -> HttpResponse:
    return _html(make_sheet(request, page, whole=True))


@in_language_of_the_page
def offline_copy(request: HttpRequest, page: Page) -> HttpResponse:
    """The whole section as one file to keep."""
    response = _html(make_sheet(request, page, whole=True, as_file="html"))
    response["Content-Disposition"] = f'attachment; filename="{_file_name(page)}.html"'
    return response


@in_language_of_the_page
def pdf_of_page(request: HttpRequest, page: Page) -> HttpResponse:
    return _pdf(request, page, whole=False)


@in_language_of_the_page
def pdf_of_section(request: HttpRequest, page: Page) -> HttpResponse:
    return _pdf(request, page, whole=True)


def _pdf(request: HttpRequest, page: Page, *, whole: bool) -> HttpResponse:
    if not renderer.is_available():
        message = gettext("This server cannot make PDFs. Print the page instead.")
        raise RefusedError(message, status=404)
    sheet = make_sheet(request, page, whole=whole, as_file="pdf")
    etag = f'"{pdf_cache.key_of(sheet.html)}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        pdf = pdf_cache.fetch(sheet.html)
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{_file_name(page)}.pdf"'
        response["Link"] = f'<{page.get_full_url(request)}>; rel="canonical"'
    response["ETag"] = etag
    # The dates in it move on, so that a reader's copy is asked about each time.
    patch_cache_control(response, no_cache=True, **_audience(sheet))
    return response


def _html(sheet: Sheet) -> HttpResponse:
    response = HttpResponse(sheet.html)
    patch_cache_control(response, no_cache=True, **_audience(sheet))
    if sheet.is_public:
        expiry.allow_caching(response, sheet.until)
    return response


def _audience(sheet: Sheet) -> dict[str, bool]:
    return {"public": True} if sheet.is_public else {"private": True}


def _file_name(page: Page) -> str:
    return f"{page.slug}-{page.locale.language_code}"


def _refused(request: HttpRequest, page: Page, refusal: RefusedError) -> HttpResponse:
    context = {"page": page, "frame": Frame(request, page), "refusal": refusal}
    response = render(request, "print/refused.html", context, status=refusal.status)
    if refusal.retry_after is not None:
        response["Retry-After"] = str(refusal.retry_after)
    patch_cache_control(response, no_store=True)
    return response
